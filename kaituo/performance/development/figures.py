"""What a plan's targets read: the person's own figure, that of people engaged alike, and the causes that may lie behind a gap. Reads only."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import Reading, Readings
from kaituo.foundation.ui.readings import entries_behind
from kaituo.performance.reviews.engagements import engaged_alike

from .choices import Cause
from .models import ImprovementPlan, PlanTarget

RAMP_DAYS = 180
HELD, SLIPPED = "customers.held_count", "pipeline.slipped_count"
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Stand:
    """A target with what was read for it; `is_reached` is None where there is no figure."""

    target: PlanTarget
    reading: Reading
    is_reached: bool | None
    href: str = ""

    @property
    def share(self) -> Decimal | None:
        """How much of the figure is reached, of one that is to be reached at least."""
        if self.reading.value is None or self.target.is_ceiling or self.target.figure <= 0:
            return None
        return min(max(self.reading.value / self.target.figure, Decimal(0)), Decimal(1))


@dataclass(frozen=True)
class Found:
    cause: Cause
    speaks: bool | None
    value: Decimal | None = None
    beside: Decimal | None = None


def alike(person: int, day: date) -> list[int]:
    """Those who are engaged as she is and lead nobody; the members of her team where nobody knows the engagement."""
    leading = set(Membership.objects.on(day).filter(is_lead=True).values_list("user_id", flat=True))
    found = engaged_alike(person)
    if not found:
        teams = Membership.objects.on(day).filter(user=person).values("team")
        found = set(Membership.objects.on(day).filter(team__in=teams).values_list("user_id", flat=True))
    active = User.objects.people().filter(pk__in=found - leading - {person}, is_active=True)
    return sorted(active.values_list("pk", flat=True))


def standing_of(plan: ImprovementPlan, today: date) -> list[Stand]:
    """How the targets stand from the first day of the plan until today."""
    in_step()
    targets, span = list(plan.targets.all()), plan.span
    readings = Readings([each.measure for each in targets], span, today=today, by=User.objects.system(), people=[plan.person_id])
    return [_stand(each, readings.of(each.measure, plan.person_id), plan, span) for each in targets]


def _stand(target: PlanTarget, reading: Reading, plan: ImprovementPlan, span: Period) -> Stand:
    return Stand(target, reading, target.is_reached_by(reading.value), entries_behind(target.measure, span, person=plan.person_id))


def span_before(plan: ImprovementPlan, today: date) -> Period:
    """As many days as the plan is to last, until today, so that what merely stands is read as it stands now."""
    return Period.inclusive(today - timedelta(days=plan.length - 1), today)


class Background:
    """The person's figures beside those of people engaged alike, in the days before the plan."""

    def __init__(self, plan: ImprovementPlan, today: date) -> None:
        in_step()
        self.plan, self.today = plan, today
        self.targets = list(plan.targets.all())
        self.peers = alike(plan.person_id, today)
        names = {*(each.measure for each in self.targets), HELD, SLIPPED} & MEASURES.keys()
        people = [plan.person_id, *self.peers]
        self.readings = Readings(names, span_before(plan, today), today=today, by=User.objects.system(), people=people)

    def value(self, name: str, person: int) -> Decimal | None:
        return self.readings.of(name, person).value if name in MEASURES else None

    def failing(self, target: PlanTarget) -> int:
        reached = [target.is_reached_by(self.value(target.measure, peer)) for peer in self.peers]
        return sum(each is False for each in reached)

    def causes(self) -> list[Found]:
        return [self._ramp(), self._territory(), self._slipped(), self._product()]

    def _ramp(self) -> Found:
        """Within half a year after joining the first team."""
        first = Membership.objects.filter(user=self.plan.person_id).order_by("starts_on").values_list("starts_on", flat=True).first()
        days = (self.today - first).days if first else None
        return Found(Cause.RAMP, None if days is None else days < RAMP_DAYS, None if days is None else Decimal(days), Decimal(RAMP_DAYS))

    def _territory(self) -> Found:
        """Holds less than half as many customers as the middle of those engaged alike."""
        own, middle = self.value(HELD, self.plan.person_id), self._middle(HELD)
        return Found(Cause.TERRITORY, None if own is None or middle is None else own < middle * HALF, own, middle)

    def _slipped(self) -> Found:
        """Exactly one deal slipped: a single event, no habit."""
        own = self.value(SLIPPED, self.plan.person_id)
        return Found(Cause.SLIPPED_DEAL, None if own is None else own == 1, own, self._middle(SLIPPED))

    def _product(self) -> Found:
        """At least half of those engaged alike miss a target, too."""
        shares = [Decimal(self.failing(each)) / len(self.peers) for each in self.targets] if self.peers else []
        worst = max(shares, default=None)
        return Found(Cause.PRODUCT, None if worst is None else worst >= HALF, worst, HALF if worst is not None else None)

    def _middle(self, name: str) -> Decimal | None:
        known = [value for peer in self.peers if (value := self.value(name, peer)) is not None]
        return median(known) if known else None
