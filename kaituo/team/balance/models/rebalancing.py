"""A suggestion who should hold which customers so that the work is spread more evenly, and what became of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Goal, Status


class Rebalancing(Record):
    """Among the people of a territory, a team or both. `people`: figures by person as they were when the moves were reckoned."""

    territory = models.ForeignKey(
        "identity.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Territory"),
        help_text=_("With what lies below"),
    )
    team = models.ForeignKey(
        "identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"), help_text=_("With the teams below")
    )
    goal = models.CharField(_("Even out"), max_length=10, choices=Goal, default=Goal.VISITS)
    most_moves = models.PositiveSmallIntegerField(_("Moves at most"), default=20, validators=[MinValueValidator(1), MaxValueValidator(500)])
    keeps_protected = models.BooleanField(_("Customers under protection of a pool stay"), default=True)
    keeps_deals = models.BooleanField(_("Customers with open deals stay"), default=True)
    quiet_days = models.PositiveSmallIntegerField(
        _("Customers spoken with in so many days stay"), default=14, validators=[MaxValueValidator(365)], help_text=_("0: they may move")
    )
    note = models.TextField(_("Note"), blank=True)
    status = models.CharField(_("Status"), max_length=8, choices=Status, default=Status.DRAFT, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Arranged by")
    )
    period_label = models.CharField(_("Period"), max_length=10, blank=True, editable=False)
    people = models.JSONField(default=dict, editable=False)
    staying = models.JSONField(default=dict, editable=False)
    done_at = models.DateTimeField(_("Carried out"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Carried out by")
    )
    undone_at = models.DateTimeField(_("Taken back"), null=True, editable=False)

    access = Access(owner="prepared_by")

    class Meta:
        verbose_name = _("Re-balancing")
        verbose_name_plural = _("Re-balancings")
        indexes = [models.Index(fields=["status", "created_at"])]

    def __str__(self) -> str:
        return " · ".join(str(each) for each in (self.territory, self.team, self.get_goal_display()) if each)

    def prepare(self) -> None:
        self.prepared_by_id = self.prepared_by_id or self.created_by_id
        self.period_label = self.period_label or Period.containing(clock.today(), PeriodKind.QUARTER).label

    def clean(self) -> None:
        if self.territory is None and self.team is None:
            raise ValidationError({"territory": _("Say a territory, a team, or both.")})
        if self.status != Status.DRAFT and not self.is_archived:
            raise ValidationError(_("What was carried out is not changed any more; take it back instead."))

    @property
    def period(self) -> Period:
        return Period.parse(self.period_label)

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.status == Status.DRAFT

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE
