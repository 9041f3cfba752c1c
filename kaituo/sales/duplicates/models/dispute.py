"""撞单: somebody claims a record that another has, or has entered one like it. Evidence, an answer, a deadline, a decision."""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from ..choices import DisputeKind, DisputeState, Ruling
from ..queries import DisputeQuerySet


class Dispute(Record):
    """The record itself is named by kind and number and shown only to those who may see it; `claimed` is what the claimant wrote."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    kind = models.CharField(_("Kind"), max_length=8, choices=DisputeKind, default=DisputeKind.CLAIM)
    model = models.CharField(_("Kind of record"), max_length=80)
    record_id = models.BigIntegerField(editable=False)
    entry_id = models.BigIntegerField(null=True, blank=True, editable=False)
    claimed = models.CharField(_("What is claimed"), max_length=200)
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Claimed by"))
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Held by"))
    evidence = models.TextField(_("Evidence"), max_length=2000)
    due_on = models.DateField(_("Decide by"))
    answer = models.TextField(_("Answer of whoever has it"), max_length=2000, blank=True)
    state = models.CharField(_("State"), max_length=9, choices=DisputeState, default=DisputeState.OPEN)
    ruling = models.CharField(_("Decision"), max_length=8, choices=Ruling, blank=True)
    ruling_note = models.TextField(_("Grounds"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Decided by"))
    decided_at = models.DateTimeField(pgettext_lazy("when", "Decided"), null=True, blank=True)

    objects = DisputeQuerySet.as_manager()
    access = Access(owner="claimant")

    class Meta:
        verbose_name = pgettext_lazy("clash", "Dispute over a customer")
        verbose_name_plural = pgettext_lazy("clash", "Disputes over customers")
        indexes = [models.Index(fields=["model", "record_id"]), models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return f"{self.number} {self.claimed}"

    def prepare(self) -> None:
        self.number = self.number or next_number("D-")

    @property
    def is_open(self) -> bool:
        return self.state == DisputeState.OPEN and self.is_active

    @property
    def waits_for_an_answer(self) -> bool:
        return self.is_open and not self.answer and self.holder_id is not None

    def is_overdue(self, on: date) -> bool:
        return self.is_open and self.due_on < on

    @property
    def record(self) -> models.Model | None:
        return self._row(self.record_id)

    @property
    def entry(self) -> models.Model | None:
        return self._row(self.entry_id) if self.entry_id else None

    def _row(self, pk: int) -> models.Model | None:
        return apps.get_model(self.model)._default_manager.filter(pk=pk).first()
