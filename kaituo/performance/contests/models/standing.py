"""How it ended, frozen: places and figures with the entries they rest on; what was found doubtful and decided; what was changed in the rules."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Doubt, FindingState
from ..engine.standing import State
from ..queries import FindingQuerySet


class Standing(Record):
    """One entrant's place when the contest was confirmed. `evidence` lists the entries that were counted and those that were left out.

    A standing that was taken back is put away, with its evidence; the next confirmation makes another.
    """

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="standings", verbose_name=_("Contest"))
    entrant = models.ForeignKey("contests.Entrant", models.PROTECT, related_name="standings", verbose_name=_("Entrant"))
    place = models.PositiveSmallIntegerField(pgettext_lazy("contest", "Place"), null=True)
    is_tied = models.BooleanField(_("Tied"), default=False)
    state = models.CharField(_("State"), max_length=12, default=State.PLACED)
    figure = models.DecimalField(_("Figure"), max_digits=22, decimal_places=6, null=True)
    base = models.DecimalField(_("Own past"), max_digits=22, decimal_places=6, null=True)
    rate = models.DecimalField(_("Improved by"), max_digits=18, decimal_places=6, null=True)
    second = models.DecimalField(_("Second measure"), max_digits=22, decimal_places=6, null=True)
    reached_at = models.DateTimeField(_("Reached"), null=True)
    legs = models.JSONField(pgettext_lazy("relay", "Legs"), default=list)
    evidence = models.JSONField(_("Evidence"), default=dict)

    access = Access(owner="entrant__person")
    unlogged = ("evidence", "legs")

    class Meta:
        verbose_name = _("Final standing")
        verbose_name_plural = _("Final standings")
        ordering = [models.F("place").asc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(fields=["entrant"], condition=models.Q(archived_at=None), name="a_standing_once_per_entrant")]

    def __str__(self) -> str:
        return f"{self.contest} · {self.place or '—'}"


class Finding(Record):
    """Something that a check noticed. It counts until a person decides; the decision and its reason stay."""

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="findings", verbose_name=_("Contest"))
    doubt = models.CharField(_("What was noticed"), max_length=10, choices=Doubt)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    words = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    state = models.CharField(_("State"), max_length=8, choices=FindingState, default=FindingState.OPEN)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by"))
    decided_at = models.DateTimeField(_("Decided"), null=True)

    objects = FindingQuerySet.as_manager()
    access = Access(owner="contest__owner")
    unlogged = ("sources",)

    class Meta:
        verbose_name = _("Finding")
        verbose_name_plural = _("Findings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contest", "doubt", "person", "subject_type", "subject_id"], name="a_doubt_once_per_record")]

    def __str__(self) -> str:
        return f"{self.contest} · {self.get_doubt_display()} · {self.person}"

    @property
    def is_decidable(self) -> bool:
        return self.is_active and self.contest.is_examinable


class Amendment(Record):
    """One change of the rules after the announcement: what, from what to what, why. Everybody who takes part was told."""

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="amendments", verbose_name=_("Contest"))
    changes = models.JSONField(default=dict)
    reason = models.CharField(_("Reason"), max_length=500)

    access = Access(via="contest")

    class Meta:
        verbose_name = _("Amendment")
        verbose_name_plural = _("Amendments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contest} · {self.reason}"
