"""What was done on a visit: a photo, counted stock, prices seen, answers, or the order or receipt that came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record


class Evidence(Record):
    """`answers`: [[what was asked, what was said], …]. The bytes of a photo are an attachment of the visit, served only to who may see the visit."""

    key = models.UUIDField(unique=True, editable=False)
    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="evidence", verbose_name=_("Visit"))
    step = models.ForeignKey("visits.VisitStep", models.PROTECT, related_name="evidence", verbose_name=_("Step of a visit"))
    taken_at = models.DateTimeField(_("Taken"))
    photo = models.ForeignKey("records.Attachment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Photo"))
    answers = models.JSONField(_("Answers"), default=list, blank=True)
    note = models.CharField(_("Note"), max_length=500, blank=True)
    order = models.ForeignKey("orders.Order", models.SET_NULL, null=True, blank=True, related_name="visit_evidence", verbose_name=_("Order"))
    receipt = models.ForeignKey(
        "receivables.Receipt", models.SET_NULL, null=True, blank=True, related_name="visit_evidence", verbose_name=_("Receipt")
    )

    access = Access(via="visit")

    class Meta:
        verbose_name = _("Evidence of a visit")
        verbose_name_plural = _("Evidence of visits")
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return str(self.step)
