"""What the forecast of a period said on past days, and the deals behind the difference to now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.company.books import Converter
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.ui import formats

from .choices import Category, MoveKind, Outcome
from .engine.forecast import Forecast
from .keeping import latest, standing_of
from .mapping import CategoryMap
from .models import DealStanding, ForecastSnapshot, Opportunity

ZERO, WEEK, MONTH = Decimal(0), timedelta(days=7), timedelta(days=28)
SURE = {Category.CLOSED_WON, Category.COMMIT}
COUNTED = SURE | {Category.BEST_CASE, Category.PIPELINE}
SHOWN = 50


@dataclass(frozen=True)
class Said:
    """What stood at the end of a day; `change` is the difference of the commit to the day shown before."""

    on: date
    forecast: Forecast
    counted: Decimal
    change: Decimal | None


@dataclass(frozen=True)
class Move:
    """A deal that counts otherwise now than then, in base currency. `commit`: by how much that moves closed and commit; `all`: everything counted."""

    deal: Opportunity
    commit: Decimal
    all: Decimal
    reason: str
    kind: MoveKind


def days_of(period: Period, today: date) -> list[date]:
    """The first day and then week by week; for more than a month, month by month; and the last day there is. Of a period to come, the last weeks."""
    last = min(today - timedelta(days=1), period.last_day)
    if last < period.start:
        days = {last - MONTH + WEEK * count for count in range(5)}
    elif period.kind == PeriodKind.MONTH:
        days = {period.start + WEEK * count for count in range(5)}
    else:
        days = {month.start for month in period.months()}
    return sorted({day for day in days if day <= last} | {last})


def history(period: Period, user: User) -> list[Said]:
    """Oldest first; without the days before the first night that was kept."""
    rows = list(visible(user, ForecastSnapshot.objects.filter(period=period.label)).order_by("taken_on"))
    found: list[Said] = []
    for day in days_of(period, timezone.localdate()):
        standing = {row.owner_id: row for row in rows if row.taken_on <= day}
        if standing:
            total = sum((row.forecast for row in standing.values()), Forecast())
            counted = sum((row.said_amount or ZERO for row in standing.values()), ZERO)
            found.append(Said(day, total, counted, total.commit - found[-1].forecast.commit if found else None))
    return found


@dataclass(frozen=True)
class Step:
    """All moves of one kind together."""

    kind: MoveKind
    count: int
    commit: Decimal
    all: Decimal


@dataclass(frozen=True)
class Bridge:
    """From what stood at the end of one day to what stood at the end of another, deal by deal: `before` plus all moves is `after`. Pairs are (commit, all)."""

    before: tuple[Decimal, Decimal]
    after: tuple[Decimal, Decimal]
    moves: list[Move]

    @property
    def steps(self) -> list[Step]:
        found = [(kind, [move for move in self.moves if move.kind == kind]) for kind in MoveKind]
        return [
            Step(kind, len(some), sum((each.commit for each in some), ZERO), sum((each.all for each in some), ZERO)) for kind, some in found if some
        ]


def bridge(period: Period, since: date, user: User, until: date | None = None) -> Bridge:
    """Between the ends of two days, without `until` to now; the largest change first. Raises RateMissing for a currency without a rate."""
    seen = visible(user, Opportunity.objects.all())
    inside = DealStanding.objects.filter(counts_on__gte=period.start, counts_on__lt=period.end, taken_on__lte=until or since)
    now = seen.forecast_in(period).values_list("pk", flat=True) if until is None else ()
    ids = {*inside.filter(opportunity__in=seen.values("pk")).values_list("opportunity_id", flat=True), *now}
    deals = list(seen.filter(pk__in=ids).select_related("stage", "account", "owner"))
    before = {row.opportunity_id: row for row in _standings(ids, since)}
    weigh = Weighing(period)
    after = {row.opportunity_id: row for row in _standings(ids, until)} if until else {deal.pk: standing_of(deal, weigh.today) for deal in deals}
    found = [move for deal in deals if (move := weigh.move(deal, before.get(deal.pk), after.get(deal.pk)))]
    found.sort(key=lambda move: (-abs(move.commit), -abs(move.all), move.deal.pk))
    return Bridge(weigh.total(before.get(deal.pk) for deal in deals), weigh.total(after.get(deal.pk) for deal in deals), found)


def _standings(ids: Iterable[int], since: date):
    return latest(DealStanding.objects.filter(opportunity__in=ids, taken_on__lte=since), "opportunity").select_related("stage")


class Weighing:
    """What a deal counts for in one period, then and now, by one mapping and today's rates: only the deals themselves make a difference."""

    def __init__(self, period: Period) -> None:
        self.period, self.today = period, timezone.localdate()
        self.mapping, self.converter = CategoryMap(period), Converter()

    def move(self, deal: Opportunity, before: DealStanding | None, now: DealStanding | None) -> Move | None:
        was, is_ = self.worth(before), self.worth(now)
        if was == is_ or now is None:
            return None
        return Move(deal, is_[1] - was[1], is_[2] - was[2], self.reason(before, now), self.kind(before, now))

    def total(self, standings: Iterable[DealStanding | None]) -> tuple[Decimal, Decimal]:
        worths = [self.worth(each) for each in standings]
        return sum((each[1] for each in worths), ZERO), sum((each[2] for each in worths), ZERO)

    def kind(self, before: DealStanding | None, now: DealStanding) -> MoveKind:
        was, is_ = self.category(before), self.category(now)
        if is_ == Category.CLOSED_WON:
            return MoveKind.WON if was != is_ else self._by_amount(before, now)
        if is_ is None:
            return self._departed(now)
        if was is None:
            return self._arrived(before)
        if was == Category.CLOSED_WON:
            return MoveKind.REOPENED
        return self._by_amount(before, now)

    def _departed(self, now: DealStanding) -> MoveKind:
        if now.outcome in (Outcome.LOST, Outcome.GONE):
            return MoveKind.LOST
        return MoveKind.SLIPPED if now.counts_on >= self.period.end else MoveKind.EARLIER

    def _arrived(self, before: DealStanding | None) -> MoveKind:
        if before is None:
            return MoveKind.NEW
        return MoveKind.REOPENED if before.outcome in (Outcome.LOST, Outcome.GONE) else MoveKind.CAME_IN

    def _by_amount(self, before: DealStanding | None, now: DealStanding) -> MoveKind:
        then = before.amount if before else ZERO
        if now.amount == then:
            return MoveKind.RECATEGORISED
        return MoveKind.GREW if now.amount > then else MoveKind.SHRANK

    def worth(self, standing: DealStanding | None) -> tuple[Category | None, Decimal, Decimal]:
        """(category, in closed and commit, in everything counted); nothing outside the period."""
        category = self.category(standing)
        if standing is None or category is None:
            return None, ZERO, ZERO
        amount = self.converter.to_base(standing.amount, standing.currency, self.today)
        return category, amount if category in SURE else ZERO, amount if category in COUNTED else ZERO

    def category(self, standing: DealStanding | None) -> Category | None:
        if standing is None or standing.outcome in (Outcome.LOST, Outcome.GONE) or standing.counts_on not in self.period:
            return None
        if standing.outcome == Outcome.WON:
            return Category.CLOSED_WON
        return Category(standing.category) if standing.category else self.mapping.of_stage(standing.stage)

    def reason(self, before: DealStanding | None, now: DealStanding) -> str:
        was, is_ = self.category(before), self.category(now)
        if was is None:
            return _("New") if before is None else _("Came in from %(day)s") % {"day": formats.day(before.counts_on)}
        if is_ is None:
            return _("Moved to %(day)s") % {"day": formats.day(now.counts_on)} if now.outcome == Outcome.OPEN else str(Outcome(now.outcome).label)
        said = [f"{was.label} → {is_.label}"] if was != is_ else []
        if before.amount != now.amount:
            said.append(f"{formats.number(before.amount)} → {formats.number(now.amount)} {now.currency}")
        return _("; ").join(said)
