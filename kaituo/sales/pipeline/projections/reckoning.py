"""Reckons every statistical forecast anew: months won in the past, carried forward, judged on months held out, replaced by the plain guess where that is nearer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kaituo.foundation.identity.models import Team, TeamPath, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.reports import Question, breakdown

from ..choices import ProjectionState
from ..estimates.backtest import NEEDED, Backtest, added, backtest, plain_interval, rest_of_month, summary, together, widened
from ..estimates.series import Paths, a_year_ago, is_installed, smoothed
from ..models import Projection

MEASURE = "pipeline.won_amount"
AHEAD = 12
LOOKED_BACK = 60
KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)


@task()
def project_won() -> int:
    return project_all()


def project_all() -> int:
    """The company's, and that of every team of today that ever won anything. Returns how many."""
    today = timezone.localdate()
    standing = TeamPath.objects.on(today).values("descendant")
    found = [projection(team, today) for team in (None, *Team.objects.filter(pk__in=standing))]
    rows = [row for row in found if row.team is None or row.history]
    with transaction.atomic():
        Projection.objects.all().delete()
        Projection.objects.bulk_create(rows)
    return len(rows)


def projection(team: Team | None, today: date) -> Projection:
    found = breakdown(MEASURE, ("month",), Question(team=team.pk if team else None), by=User.objects.system())
    won = {label: amount for (label,), amount in found.items()}
    past, current = Months.until(today, won), Period.containing(today, PeriodKind.MONTH)
    row = Projection(team=team, history=[[label, str(won.get(label, Decimal(0)))] for label in past.labels])
    if len(past.labels) < NEEDED:
        row.state = ProjectionState.TOO_SHORT
    elif not is_installed():
        row.state = ProjectionState.NOT_INSTALLED
    else:
        _carry_forward(row, past, today, float(won.get(current.label, 0)))
    return row


@dataclass(frozen=True)
class Months:
    """The whole months since anything was first won, at most the last five years."""

    labels: list[str]
    values: list[float]

    @classmethod
    def until(cls, today: date, won: Mapping[str, Decimal]) -> "Months":
        current = Period.containing(today, PeriodKind.MONTH)
        earlier = [label for label in won if label < current.label]
        if not earlier:
            return cls([], [])
        whole = Period(Period.parse(min(earlier)).start, current.start).months()[-LOOKED_BACK:]
        labels = [month.label for month in whole]
        return cls(labels, [float(won.get(label, 0)) for label in labels])


def _carry_forward(row: Projection, past: Months, today: date, so_far: float) -> None:
    judged = backtest(past.values)
    row.state = ProjectionState.SMOOTHED if judged.is_better else ProjectionState.NAIVE
    row.error, row.naive_error, row.coverage = judged.error, judged.naive_error, judged.coverage
    row.mean_percentage, row.judged_months, row.widening = judged.mean_percentage, judged.months, judged.widening
    row.judged = [
        [past.labels[each.at], *(round(value) for value in (each.actual, each.value, each.low, each.high, each.naive))]
        for each in judged.guesses
        if each.steps == 1
    ]
    row.ahead = Coming(past, today, so_far, judged).periods()


class Coming:
    """The months ahead, and the quarters and years that end within them."""

    def __init__(self, past: Months, today: date, so_far: float, judged: Backtest) -> None:
        self.past, self.so_far, self.judged = dict(zip(past.labels, past.values, strict=True)), so_far, judged
        self.months = [Period.containing(today, PeriodKind.MONTH)]
        self.left = (self.months[0].end - today).days / self.months[0].day_count
        while len(self.months) < AHEAD:
            self.months.append(self.months[-1].next())
        self.paths: Paths = smoothed(past.values, AHEAD) if judged.is_better else []
        self.plain = a_year_ago(past.values, AHEAD)

    def periods(self) -> dict[str, list[int]]:
        periods = {Period.containing(month.start, kind) for month in self.months for kind in KINDS}
        return {period.label: self.of(period) for period in sorted(periods) if period.end <= self.months[-1].end}

    def of(self, period: Period) -> list[int]:
        """What is won already is not forecast: past months count as they were, the present one with its days left."""
        before = sum(self.past.get(month.label, 0.0) for month in period.months() if month.start < self.months[0].start)
        places = [place for place, month in enumerate(self.months) if month.start in period]
        under_way = [rest_of_month(self.figure([0]), self.so_far, self.left)] if places[0] == 0 else []
        whole = [self.figure(places[len(under_way) :])] if len(places) > len(under_way) else []
        value, low, high = added([*under_way, *whole])
        return [round(before + each) for each in (value, low, high)]

    def figure(self, places: list[int]) -> tuple[float, float, float]:
        """Of whole months together."""
        if self.paths:
            return widened(summary(together([self.paths[place] for place in places])), self.judged.widening)
        return plain_interval([self.plain[place] for place in places], self.judged.naive_spread)
