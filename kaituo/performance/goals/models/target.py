"""What a person or a team is to reach in one measure and one period."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES, Measure, lies_on_days
from kaituo.foundation.records.models import Record
from kaituo.performance.goals.engine.pace import Pace, pace

from ..choices import LEVELS, Span, TargetState
from ..queries import TargetQuerySet, lead_of


def amount_field(label: str, **options) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=2, validators=[MinValueValidator(0)], **options)


class Target(Record):
    """`owner` is the person, or the lead of the team on the first day; `ends_on` is the first day after the period."""

    measure = models.CharField(_("Measure"), max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("Person"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("Team"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="answered_targets", verbose_name=_("Answers for it")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="children", verbose_name=_("Cascaded from"))
    kind = models.CharField(_("Period"), max_length=10, choices=Span, default=Span.MONTH)
    starts_on = models.DateField(_("From"), help_text=_("Any day of the period"))
    ends_on = models.DateField(_("To"), editable=False)
    base_amount = amount_field(_("Base"), null=True, blank=True)
    goal_amount = amount_field(_("Goal"))
    stretch_amount = amount_field(_("Stretch"), null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=TargetState, default=TargetState.ACTIVE, editable=False)
    note = models.TextField(_("Notes"), blank=True)

    objects = TargetQuerySet.as_manager()
    access = Access(owner="owner")

    actual: Decimal | None = None
    """What was reached; put here by `actuals.fill` for many targets at once."""

    class Meta:
        verbose_name = _("Target")
        verbose_name_plural = _("Targets")
        indexes = [models.Index(fields=["measure", "starts_on", "kind"]), models.Index(fields=["owner", "starts_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=True) ^ Q(team__isnull=True), name="target_of_a_person_or_a_team"),
            models.UniqueConstraint(
                fields=["measure", "person", "starts_on", "kind"], condition=Q(state="active", person__isnull=False), name="one_target_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["measure", "team", "starts_on", "kind"], condition=Q(state="active", team__isnull=False), name="one_target_of_a_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} · {self.measure_label} · {self.period}"

    def clean(self) -> None:
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("There is no such measure.")})
        if not lies_on_days(MEASURES[self.measure]):
            raise ValidationError({"measure": _("This measure only says what stands now; a target needs one that counts in a period.")})
        if bool(self.person_id) == bool(self.team_id):
            raise ValidationError({"person": _("A target belongs to one person or to one team.")})
        amounts = [amount for amount in (getattr(self, level) for level in LEVELS) if amount is not None]
        if amounts != sorted(amounts):
            raise ValidationError({"goal_amount": _("Base, goal and stretch must rise.")})
        self.prepare()

    def prepare(self) -> None:
        period = Period.containing(self.starts_on, PeriodKind(self.kind))
        self.starts_on, self.ends_on = period.start, period.end
        self.currency = base_currency() if MEASURES[self.measure].unit == Unit.MONEY else ""
        self.owner_id = self.owner_id or self.person_id or self._lead()

    def _lead(self) -> int | None:
        return lead_of(self.team_id, self.starts_on) or lead_of(self.team_id, timezone.localdate())

    @property
    def holder(self) -> object:
        return self.person or self.team

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def behind(self) -> Measure | None:
        """The declaration of the measure; None when its context was taken off."""
        return MEASURES.get(self.measure)

    @property
    def measure_label(self) -> str:
        return str(self.behind.label) if self.behind else self.measure

    @property
    def is_in_force(self) -> bool:
        return self.state == TargetState.ACTIVE and self.is_active

    @property
    def is_cascadable(self) -> bool:
        return self.is_in_force and self.team_id is not None

    @property
    def attainment_rate(self) -> Decimal | None:
        """Actual ÷ goal, a fraction; None of a goal of zero, or before the actual is known."""
        return self.actual / self.goal_amount if self.actual is not None and self.goal_amount else None

    def pace(self, *, on: date, calendar: WorkCalendar) -> Pace:
        """Where the target stands at the end of a day. Needs the actual."""
        return pace(self.goal_amount, self.actual or Decimal(0), self.period, on=on, calendar=calendar)
