"""A contact that is planned: with whom, when, what for."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Kind, PlanState
from ..queries import FollowUpQuerySet


class FollowUp(Record):
    """`at` is the hour in the owner's own time zone, where an hour was agreed. Belongs to whoever is to do it."""

    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="follow_ups", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("Contact"))
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.PROTECT, null=True, blank=True, related_name="follow_ups", verbose_name=_("Opportunity")
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups", verbose_name=_("Whose task"))
    kind = models.CharField(_("How"), max_length=8, choices=Kind, default=Kind.CALL)
    what = models.CharField(_("What for"), max_length=200, blank=True)
    due_on = models.DateField(_("Planned for"))
    at = models.TimeField(_("Hour"), null=True, blank=True)
    state = models.CharField(_("State"), max_length=8, choices=PlanState, default=PlanState.OPEN, editable=False)
    done_on = models.DateField(pgettext_lazy("follow-up", "Done on"), null=True, blank=True, editable=False)
    drop_reason = models.CharField(_("Why dropped"), max_length=200, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Planned follow-up")
        verbose_name_plural = _("Planned follow-ups")
        indexes = [
            models.Index(fields=["owner", "state", "due_on"]),
            models.Index(fields=["account", "state", "due_on"]),
            models.Index(fields=["due_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.what or self.account}"

    def clean(self) -> None:
        if self.contact_id and self.account_id and self.contact.account_id != self.account_id:
            raise ValidationError({"contact": _("This contact belongs to another account.")})
        if self.opportunity_id and self.account_id and self.opportunity.account_id != self.account_id:
            raise ValidationError({"opportunity": _("This opportunity belongs to another account.")})

    @property
    def is_open(self) -> bool:
        return self.is_active and self.state == PlanState.OPEN

    def is_overdue(self, *, on: date | None = None) -> bool:
        return self.is_open and self.due_on < (on or timezone.localdate())

    is_overdue.label = _("Overdue")
