"""Targets that are not to be exceeded, and of what stands on a day: read like the library reads them, never as if they grew with the days."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from kaituo.foundation.calc import formula as language
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, MONEY, RATIO, SHARE, Direction
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.models import Snapshot
from kaituo.foundation.notices.models import Notice
from kaituo.performance.goals.actions.splitting import split
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.alerting import alert
from kaituo.performance.goals.board import plan
from kaituo.performance.goals.models import Target
from kaituo.performance.testing import SALES, sell

D = Decimal
MARCH = date(2026, 3, 1)
OVERDUE, OWED, SHARE_OVERDUE, RETURNS, TWICE = "testing.overdue", "testing.owed", "testing.overdue_share", "testing.returns", "testing.twice"


def ratio(name, unit, text, names, direction=Direction.MORE) -> Measure:
    return Measure(name, name, RATIO, unit, formula=language.compile(text, set(names)), names=names, direction=direction)


@pytest.fixture(autouse=True)
def measures(monkeypatch):
    for each in (
        Measure(OVERDUE, "Overdue", LEVEL, MONEY, on="due_on", due_only=True, direction=Direction.LESS),
        Measure(OWED, "Owed", LEVEL, MONEY, on="due_on"),
        Measure(RETURNS, "Returns", FLOW, COUNT, on="on", direction=Direction.LESS),
        ratio(SHARE_OVERDUE, SHARE, "a / b", {"a": OVERDUE, "b": OWED}, Direction.LESS),
        ratio(TWICE, MONEY, "2 * (a + a)", {"a": SALES}),
    ):
        monkeypatch.setitem(MEASURES, each.name, each)
    with time_machine.travel("2026-03-20 09:00:00+08:00", tick=False):
        yield


def target_of(cast, measure, goal, kind="month", **more) -> Target:
    holder = more or {"person": cast.alice}
    return set_target(by=cast.mei, measure=measure, kind=kind, starts_on=MARCH, goal_amount=D(goal), **holder)


def pace_of(target: Target, on=date(2026, 3, 20)):
    fill([target])
    return target.pace(on=on, calendar=WorkCalendar())


def test_what_is_overdue_counts_whenever_it_was_due_and_not_before(cast):
    for due in (date(2026, 1, 9), date(2026, 3, 30)):
        for name in (OVERDUE, OWED):
            sell(cast.alice, due, "100", measure=name, record=due.month)
    figures = [fill([target_of(cast, name, 1)])[0].actual for name in (OVERDUE, OWED, SHARE_OVERDUE)]
    assert figures == [D(100), D(200), D("0.5")]


def test_a_figure_of_what_stands_opens_into_all_that_stands(client, cast):
    """With the part of a rate that each entry is of."""
    for due in (date(2026, 1, 9), date(2026, 3, 30)):
        for name in (OVERDUE, OWED):
            sell(cast.alice, due, "100", measure=name, record=due.month)
    target = target_of(cast, SHARE_OVERDUE, "0.2")
    client.force_login(cast.mei)
    page = client.get(reverse("goals-entries", args=[target.pk])).content.decode()
    assert (page.count(">Overdue</td>"), page.count(">Owed</td>")) == (1, 2)


def test_of_a_past_period_it_is_what_the_last_night_kept_else_there_is_no_figure(cast):
    february = Period.containing(date(2026, 2, 1), PeriodKind.MONTH)
    target = Target(measure=OVERDUE, person=cast.alice, kind="month", starts_on=february.start, ends_on=february.end, goal_amount=D(1))
    assert fill([target])[0].actual is None
    Snapshot.objects.create(measure=OVERDUE, taken_on=date(2026, 2, 27), month=date(2026, 2, 1), is_due=True, person=cast.alice, amount=70_000)
    assert fill([target])[0].actual == D(7)


def test_what_stands_on_a_day_is_expected_whole_and_split_whole(cast):
    target = target_of(cast, OWED, 900, kind="quarter")
    assert pace_of(target).expected_to_date == D(900)
    assert {piece.goal_amount for piece in split(target, by=cast.mei, into="month", method="workdays")} == {D(900)}


def test_less_than_allowed_is_kept_and_more_is_not(cast):
    """15 of 22 workdays are over: 15 returns were allowed of 22."""
    target = target_of(cast, RETURNS, 22)
    sell(cast.alice, date(2026, 3, 3), "12", measure=RETURNS)
    assert (pace_of(target).pace_rate, target.attainment_rate > 1) == (D("1.2"), True)
    sell(cast.alice, date(2026, 3, 4), "12", measure=RETURNS)
    assert (pace_of(target).pace_rate, target.attainment_rate < 1) == (D("0.4"), True)


def test_where_nothing_is_allowed_it_is_kept_or_not(cast):
    target = target_of(cast, RETURNS, 0)
    assert (pace_of(target).attainment_rate, target.attainment_rate) == (D(1), D(1))
    sell(cast.alice, date(2026, 3, 3), "1", measure=RETURNS)
    assert (pace_of(target).attainment_rate, pace_of(target).pace_rate) == (D(0), D(0))


def test_whoever_exceeds_a_limit_hears_how_much_was_allowed(cast):
    target_of(cast, RETURNS, 22)
    sell(cast.alice, date(2026, 3, 3), "24", measure=RETURNS)
    alert(date(2026, 3, 20))
    assert {(each.person.username, each.kind) for each in Notice.objects.all()} >= {("alice", "goals.exceeded"), ("mei", "goals.exceeded_by_team")}


def test_without_a_figure_there_is_no_pace(cast):
    target = target_of(cast, SALES, 100)
    target.actual = None
    pace = target.pace(on=date(2026, 3, 20), calendar=WorkCalendar())
    assert (pace.pace_rate, pace.attainment_rate, pace.forecast) == (None, None, None)


def test_a_formula_that_only_adds_is_shared_out_and_a_rate_is_not(cast):
    assert [target_of(cast, name, "0.5").is_additive for name in (TWICE, SHARE_OVERDUE)] == [True, False]


def test_the_plan_adds_up_sums_and_no_rates(cast):
    totals = {}
    for name in (SALES, SHARE_OVERDUE):
        target_of(cast, name, "0.5")
        target_of(cast, name, "0.4" if name == SALES else "0.6", team=cast.east)
        rows = plan(cast.mei, MEASURES[name], 2026, PeriodKind.MONTH, on=date(2026, 3, 20))
        totals[name] = {
            (row.name, row.total, next((cell.gap for cell in row.cells if cell.gap is not None), None))
            for row in rows
            if any(c.target for c in row.cells)
        }
    assert totals[SALES] == {("East", D("0.4"), D("-0.1")), ("Alice", D("0.5"), None)}
    assert totals[SHARE_OVERDUE] == {("East", None, None), ("Alice", None, None)}


def test_what_is_set_by_hand_counts_in_the_teams_target(cast):
    whole = target_of(cast, SALES, 300, team=cast.east)
    assert target_of(cast, SALES, 100).parent == whole
