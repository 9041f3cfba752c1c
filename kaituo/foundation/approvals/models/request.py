"""What was asked, and what was decided."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from .. import names
from ..choices import Outcome, RequestState
from ..queries import RequestQuerySet


class Request(Record):
    """`facts` are the numbers on which it was asked; an approval holds for exactly these. Approvers reach it by shares, see `entitlements.py`."""

    model = models.CharField(_("Kind of record"), max_length=80, editable=False)
    record_id = models.BigIntegerField(_("Record"), editable=False)
    subject_text = models.CharField(_("Subject"), max_length=200, editable=False)
    kind = models.SlugField(_("What is asked"), max_length=40, editable=False)
    flow = models.ForeignKey("approvals.Flow", models.PROTECT, null=True, editable=False, related_name="requests", verbose_name=_("Approval flow"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="approval_requests", verbose_name=_("Asked by")
    )
    facts = models.JSONField(pgettext_lazy("approval", "Facts"), default=dict, editable=False)
    note = models.CharField(_("Note"), max_length=300, blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=RequestState, default=RequestState.WAITING, editable=False)
    level = models.PositiveSmallIntegerField(_("Level"), default=0, editable=False)

    objects = RequestQuerySet.as_manager()
    access = Access(owner="asked_by")

    class Meta:
        verbose_name = _("Approval request")
        verbose_name_plural = _("Approval requests")
        indexes = [models.Index(fields=["model", "record_id", "kind"]), models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return self.subject_text

    def kind_label(self) -> str:
        return names.of_kind(self.kind)

    kind_label.label = _("What is asked")

    @property
    def is_waiting(self) -> bool:
        return self.is_active and self.state == RequestState.WAITING

    @property
    def subject(self) -> models.Model | None:
        return apps.get_model(self.model)._default_manager.filter(pk=self.record_id).first()


class Decision(models.Model):
    request = models.ForeignKey(Request, models.CASCADE, related_name="decisions", verbose_name=_("Approval request"))
    level = models.PositiveSmallIntegerField(_("Level"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Decided by"))
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("On behalf of"))
    outcome = models.CharField(_("Outcome"), max_length=10, choices=Outcome)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("Decided at"), default=clock.now)

    access = Access(via="request")

    class Meta:
        verbose_name = _("Decision")
        verbose_name_plural = _("Decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_outcome_display()}"
