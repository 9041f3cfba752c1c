"""The forecast page's numbers: per person, what her deals of a period add up to, and what was said about them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from kaituo.foundation.company.books import Converter
from kaituo.foundation.identity.access import VIEW, may, shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind

from .choices import Category
from .engine.forecast import Deal, Forecast, forecast
from .mapping import CategoryMap
from .models import ForecastSubmission, Opportunity


@dataclass(frozen=True)
class PersonOutlook:
    person: User
    forecast: Forecast
    submission: ForecastSubmission | None


def reads_forecast(user: User) -> bool:
    """The forecast is made of amounts: whoever may not see those of deals is told nothing by their sums either."""
    return may(user, VIEW, Opportunity) and shows(user, Opportunity, "amount") == Shows.FULL


def outlook(period: Period, user: User) -> list[PersonOutlook]:
    """Everyone with deals or a forecast in the period, among what the user may see; by name. Raises RateMissing for a currency without a rate."""
    deals = _deals(period, user)
    said = {
        each.owner_id: each
        for each in visible(user, ForecastSubmission.objects.filter(period=period.label))
        .select_related("owner")
        .prefetch_related("adjustments__made_by")
    }
    people = User.objects.filter(pk__in=deals.keys() | said.keys() | {user.pk}).order_by("sort_key", "pk")
    return [PersonOutlook(person, forecast(deals.get(person.pk, [])), said.get(person.pk)) for person in people]


FIGURES: dict[str, frozenset[Category]] = {
    "closed": frozenset({Category.CLOSED_WON}),
    "commit": frozenset({Category.CLOSED_WON, Category.COMMIT}),
    "best_case": frozenset({Category.CLOSED_WON, Category.COMMIT, Category.BEST_CASE}),
    "open_pipeline": frozenset({Category.COMMIT, Category.BEST_CASE, Category.PIPELINE}),
    "weighted": frozenset({Category.CLOSED_WON, Category.COMMIT, Category.BEST_CASE, Category.PIPELINE}),
}
"""Which categories a figure of the forecast holds."""


@dataclass(frozen=True)
class Counted:
    """A deal as it counts: in base currency, weighted by its probability where the figure is."""

    row: Opportunity
    category: Category
    amount: Decimal


def behind(period: Period, user: User, figure: str, owner: int | None = None) -> list[Counted]:
    """Exactly the deals that a figure adds up, the largest first; of everybody, or of one person. Raises RateMissing, KeyError for no figure."""
    wanted = FIGURES[figure]
    found = []
    for row, deal in _counting(period, user):
        if deal.category in wanted and (owner is None or row.owner_id == owner):
            found.append(Counted(row, Category(deal.category), deal.weighted if figure == "weighted" else deal.amount))
    return sorted(found, key=lambda each: (-each.amount, each.row.pk))


@dataclass(frozen=True)
class SideBySide:
    """One figure by person and period; the last line is of everybody."""

    periods: list[Period]
    lines: list[tuple[User | None, list[Decimal]]]


def side_by_side(periods: list[Period], user: User, figure: str) -> SideBySide:
    """Raises RateMissing, KeyError for no figure."""
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(periods))
    for place, period in enumerate(periods):
        for each in behind(period, user, figure):
            sums[each.row.owner_id][place] += each.amount
    people = User.objects.filter(pk__in=sums).order_by("sort_key", "pk")
    lines: list[tuple[User | None, list[Decimal]]] = [(person, sums[person.pk]) for person in people]
    return SideBySide(periods, [*lines, (None, [sum(column, Decimal(0)) for column in zip(*sums.values(), strict=True)])] if lines else [])


def around(period: Period) -> list[Period]:
    """The parts of a year or a quarter; of a month this one and the two after it."""
    parts = {PeriodKind.YEAR: PeriodKind.QUARTER, PeriodKind.QUARTER: PeriodKind.MONTH}
    if period.kind in parts:
        return period.split(parts[period.kind])
    return [period, period.next(), period.next().next()]


def _deals(period: Period, user: User) -> dict[int, list[Deal]]:
    found: dict[int, list[Deal]] = defaultdict(list)
    for row, deal in _counting(period, user):
        found[row.owner_id].append(deal)
    return found


def _counting(period: Period, user: User) -> Iterator[tuple[Opportunity, Deal]]:
    converter, mapping, today = Converter(), CategoryMap(period), timezone.localdate()
    for row in visible(user, Opportunity.objects.forecast_in(period)).select_related("stage", "account", "owner"):
        yield row, _deal(row, converter, mapping, row.won_on or today)


def _deal(row: Opportunity, converter: Converter, mapping: CategoryMap, day: date) -> Deal:
    amount, weighted = (converter.to_base(value, row.currency, day) for value in (row.amount, row.weighted_amount()))
    return Deal(mapping.of_deal(row).value, amount, weighted)
