"""What a person or a team is to reach in one measure and one period."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import Direction, Unit
from kaituo.foundation.metrics.measure import MEASURES, adds_up, adds_up_by_day
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records.models import Record
from kaituo.performance.goals.engine.pace import Pace, ceiling_pace, kept_rate, pace
from kaituo.performance.goals.engine.steady import steady_pace

from ..choices import NATURES, STANDING, Nature, PaceBand, Side, Span, TargetState
from ..queries import TargetQuerySet, lead_of, teams_right_above
from .amounts import Levels
from .faults import fault_of

PRESENT_ALREADY = _("There is a target for this holder, measure and period already. Re-plan it, or withdraw it first.")


class Target(Levels, Measured, Record):
    """`owner` is the person, or the lead of the team on the first day; `ends_on` is the first day after the period.

    While it is being agreed its amounts are those proposed last, and it counts nowhere. One in force may wait for a signature, too.
    """

    measure = models.CharField(_("Measure"), max_length=60)
    nature = models.CharField(pgettext_lazy("goal", "Nature"), max_length=8, choices=Nature, default=Nature.RESULT, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("Team"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="answered_targets", verbose_name=_("Answers for it")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="children", verbose_name=_("Cascaded from"))
    whole = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="pieces", verbose_name=_("Split from"))
    kind = models.CharField(_("Period"), max_length=10, choices=Span, default=Span.MONTH)
    starts_on = models.DateField(_("From"), help_text=_("Any day of the period"))
    ends_on = models.DateField(_("To"), editable=False)
    currency = models.CharField(_("Currency"), max_length=3, blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=TargetState, default=TargetState.ACTIVE, editable=False)
    waits_for = models.CharField(_("Waits for"), max_length=6, choices=Side, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("Agreed"), null=True, editable=False)
    reachable_because = models.TextField(
        _("Why it is within reach"), max_length=2000, blank=True, help_text=_("Beside the figures: what will be done, with whom, what has changed")
    )
    behaviour = models.TextField(
        _("Expected behaviour"), max_length=2000, blank=True, help_text=_("How it is to be reached: what others see somebody do who reaches it")
    )
    level_reason = models.CharField(
        _("Why this level"), max_length=300, blank=True, help_text=_("Where it differs from that of others: new in the job, a larger territory")
    )
    gap_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Closes the gap")
    )
    gap_plan = models.CharField(_("How the gap is closed"), max_length=500, blank=True, editable=False)
    told_band = models.CharField(_("Pace that was told"), max_length=10, choices=PaceBand, blank=True, editable=False)
    answer_reminded_on = models.DateField(_("Reminded of the answer"), null=True, editable=False)
    note = models.TextField(_("Notes"), blank=True)

    objects = TargetQuerySet.as_manager()
    access = Access(owner="owner")

    actual: Decimal | None = None
    """What was reached; put here by `actuals.fill` for many targets at once. None where there is no figure, as of a rate that divides by nothing."""

    class Meta:
        verbose_name = _("Target")
        verbose_name_plural = _("Targets")
        indexes = [
            models.Index(fields=["measure", "starts_on", "kind"]),
            models.Index(fields=["owner", "starts_on"]),
            models.Index(fields=["person", "starts_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(team__isnull=True), name="target_of_a_person_or_a_team"),
            models.UniqueConstraint(
                fields=["measure", "person", "starts_on", "kind"],
                condition=Q(state__in=STANDING, person__isnull=False),
                name="one_target_of_a_person",
                violation_error_message=PRESENT_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["measure", "team", "starts_on", "kind"],
                condition=Q(state__in=STANDING, team__isnull=False),
                name="one_target_of_a_team",
                violation_error_message=PRESENT_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} · {self.measure_label} · {self.period}"

    def clean(self) -> None:
        if fault := fault_of(self):
            field, sentence = fault
            raise ValidationError({field: sentence})
        if self.starts_on and self.kind in Span.values:
            self.prepare()

    def prepare(self) -> None:
        period = Period.containing(self.starts_on, PeriodKind(self.kind))
        self.starts_on, self.ends_on = period.start, period.end
        self.currency = base_currency() if MEASURES[self.measure].unit == Unit.MONEY else ""
        self.nature = NATURES.get(MEASURES[self.measure].family, Nature.RESULT)
        self.owner_id = self.owner_id or self.person_id or self._lead()
        if self._state.adding and self.parent_id is None:
            self.parent = self._above()

    def _above(self) -> "Target | None":
        """The target of the same measure and period of the team right above, in which this one counts."""
        day = max(self.starts_on, min(timezone.localdate(), self.ends_on))
        same = type(self).objects.in_force().filter(measure=self.measure, kind=self.kind, starts_on=self.starts_on)
        return same.filter(team__in=teams_right_above(self.team_id, self.person_id, day)).order_by("pk").first()

    def _lead(self) -> int | None:
        return lead_of(self.team_id, self.starts_on) or lead_of(self.team_id, timezone.localdate())

    @property
    def holder(self) -> object:
        return self.person or self.team

    @property
    def holder_key(self) -> tuple[str, int]:
        return ("team", self.team_id) if self.team_id else ("person", self.person_id)

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def is_additive(self) -> bool:
        """Whether what people have adds up to what their team has: sums do, rates do not."""
        return self.behind is None or adds_up(self.behind)

    @property
    def grows_by_day(self) -> bool:
        """Whether it is a sum of what happens day by day, so that shorter periods add up to longer ones; what merely stands on a day is not."""
        return self.is_additive and (self.behind is None or adds_up_by_day(self.behind))

    @property
    def is_ceiling(self) -> bool:
        return self.behind is not None and self.behind.direction == Direction.LESS

    @property
    def is_in_force(self) -> bool:
        return self.state == TargetState.ACTIVE and self.is_active

    @property
    def is_proposed(self) -> bool:
        return self.state == TargetState.PROPOSED and self.is_active

    @property
    def is_on_the_table(self) -> bool:
        """Somebody's answer is waited for."""
        return self.is_active and self.state in STANDING and bool(self.waits_for)

    @property
    def is_agreed(self) -> bool:
        return self.is_in_force and self.agreed_at is not None

    @property
    def is_counterable(self) -> bool:
        return self.is_on_the_table and self.agreed_at is None

    @property
    def is_declinable(self) -> bool:
        """A re-planning that only the other side can make true."""
        return self.is_on_the_table and self.agreed_at is not None and self.revisions.filter(state="waiting").exists()

    @property
    def is_offerable(self) -> bool:
        return self.is_in_force and not self.agreed_at and not self.waits_for

    @property
    def is_freely_replannable(self) -> bool:
        return self.is_in_force and self.agreed_at is None

    @property
    def is_withdrawable(self) -> bool:
        return self.is_proposed or self.is_freely_replannable

    @property
    def is_cascadable(self) -> bool:
        return self.is_in_force and self.team_id is not None

    @property
    def is_splittable(self) -> bool:
        return self.is_in_force and self.kind != Span.WEEK

    @property
    def attainment_rate(self) -> Decimal | None:
        """Actual ÷ goal, a fraction; of what is not to be exceeded, how far it is kept. None of a goal of zero, or before the actual is known."""
        if self.actual is None:
            return None
        if self.is_ceiling:
            return kept_rate(self.actual, self.goal_amount)
        return self.actual / self.goal_amount if self.goal_amount else None

    def side_of(self, person_id: int) -> Side:
        return Side.HOLDER if person_id == self.owner_id else Side.LEADER

    def pace(self, *, on: date, calendar: WorkCalendar) -> Pace:
        """Where the target stands at the end of a day. Needs the actual: without one there is no rate and no forecast."""
        if self.actual is None or not self.grows_by_day:
            found = steady_pace(self.goal_amount, self.actual, self.period, on=on, calendar=calendar)
        else:
            found = pace(self.goal_amount, self.actual, self.period, on=on, calendar=calendar)
        return ceiling_pace(found) if self.is_ceiling and self.actual is not None else found
