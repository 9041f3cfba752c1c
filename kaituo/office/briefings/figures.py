"""The figures of a briefing: what each measure came to, before and a year ago; and who or what moved one, as its writer may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.levels import as_of
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question, total
from kaituo.office.insights.dimensions import DIMENSIONS
from kaituo.office.insights.figures import grouped, may_read
from kaituo.office.reports.spans import compared_with, is_running

HEADLINES = (
    "orders.booked_revenue",
    "receivables.received",
    "orders.margin_rate",
    "orders.order_count",
    "orders.average_order",
    "orders.first_order_count",
    "orders.discount_rate",
    "pipeline.created_count",
    "pipeline.win_rate",
    "customers.created_count",
    "activities.contact_count",
    "visits.done_count",
)
MOVED = "orders.booked_revenue"
OVERDUE = "receivables.overdue"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Figure:
    """None: there is no such figure, as of a share whose divisor is nothing."""

    measure: Measure
    value: Decimal | None
    before: Decimal | None
    year_ago: Decimal | None

    def kept(self) -> dict[str, str | None]:
        texts = {name: getattr(self, name) for name in ("value", "before", "year_ago")}
        return {"measure": self.measure.name, **{name: None if value is None else str(value) for name, value in texts.items()}}

    @classmethod
    def of(cls, kept: dict[str, str | None]) -> "Figure | None":
        """As it was kept; None where the measure is gone."""
        measure = MEASURES.get(kept["measure"] or "")
        values = [None if (text := kept[name]) is None else Decimal(text) for name in ("value", "before", "year_ago")]
        return cls(measure, *values) if measure else None


@dataclass(frozen=True)
class Move:
    """By how much one person, customer or product moved the sum; `value` and `before` in the base currency."""

    key: int
    name: str
    value: Decimal
    before: Decimal

    @property
    def by(self) -> Decimal:
        return self.value - self.before


@dataclass(frozen=True)
class Scene:
    """One period of the company or a team, and who looks. What the running period has so far stands beside as many days of the one before."""

    period: Period
    team: int | None
    by: User
    today: date

    @property
    def is_running(self) -> bool:
        return is_running(self.period, self.today)

    @property
    def spans(self) -> tuple[Period, Period, Period]:
        """Now, before, and a year ago."""
        now = Period.inclusive(self.period.start, min(self.today, self.period.last_day))
        before, year_ago = (compared_with(self.period, how, self.today) for how in ("before", "last_year"))
        return now, before, year_ago

    def asked(self, span: Period) -> Question:
        return Question(span.start, span.end, team=self.team)

    def figures(self) -> list[Figure]:
        return [Figure(measure, *(total(measure.name, self.asked(span), by=self.by) for span in self.spans)) for measure in self._headlines()]

    def _headlines(self) -> Iterator[Measure]:
        return (MEASURES[name] for name in HEADLINES if name in MEASURES and may_read(self.by, MEASURES[name]))

    def moves(self, dimension: str) -> list[Move]:
        """Of booked revenue, the largest rise first; nothing for whoever may not read it."""
        measure, by = MEASURES[MOVED], DIMENSIONS[dimension]
        if not may_read(self.by, measure):
            return []
        now, before = (grouped(measure, [by], self.asked(span), {}, by=self.by) for span in self.spans[:2])
        sums = {key[0]: tuple(found[key].amount if key in found else ZERO for found in (now, before)) for key in now.keys() | before.keys() if key[0]}
        names = by.names(sums)
        rows = [Move(key, names.get(key, "—"), *both) for key, both in sums.items() if both[0] != both[1]]
        return sorted(rows, key=lambda move: (-move.by, move.key))

    def overdue(self) -> Decimal | None:
        """What was overdue when the period ended, or is now. Kept of all only: of a team there is none."""
        measure = MEASURES[OVERDUE]
        last = min(self.period.last_day, self.today)
        return as_of(OVERDUE, last, by=self.by, due_only=True) if self.team is None and may_read(self.by, measure) else None
