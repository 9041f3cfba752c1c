"""Days of leave are no capacity: neither those behind the pace nor those ahead."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.office.appraisals.leaves import away_of
from kaituo.performance.goals.actions.targets import set_target
from kaituo.performance.goals.reachability import reach_of
from kaituo.performance.testing import SALES, declare_sales, sell
from kaituo.team.allocation.models import Leave

JUNE = date(2026, 6, 1)


@pytest.fixture
def target(cast):
    declare_sales()
    with time_machine.travel("2026-06-01 09:00:00+08:00", tick=False):
        sell(cast.alice, date(2026, 5, 4), "1000")
        yield set_target(by=cast.mei, measure=SALES, kind="month", starts_on=JUNE, goal_amount=Decimal(2200), person=cast.alice)


def leave(cast, first, back):
    return records.create(Leave(person=cast.alice, starts_on=first, ends_on=back), by=cast.ada)


def test_leave_ahead_lowers_what_the_pace_brings(cast, target):
    before = reach_of(target)
    leave(cast, date(2026, 6, 8), date(2026, 6, 15))
    after = reach_of(target)
    assert before.ahead_count - after.ahead_count == 5
    capacity = {support.key: support.amount for support in after.supports}["capacity"]
    assert capacity < {support.key: support.amount for support in before.supports}["capacity"]


def test_leave_behind_raises_the_pace(cast, target):
    before = reach_of(target)
    leave(cast, date(2026, 3, 2), date(2026, 3, 9))
    after = reach_of(target)
    assert before.worked_count - after.worked_count == 5
    assert after.ahead_count == before.ahead_count


def test_leave_of_others_and_leave_put_away_do_not_count(cast, target):
    before = reach_of(target)
    records.create(Leave(person=cast.bob, starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 15)), by=cast.ada)
    records.archive(leave(cast, date(2026, 6, 8), date(2026, 6, 15)), by=cast.ada)
    assert reach_of(target).ahead_count == before.ahead_count


def test_leave_is_cut_to_the_days_asked_for_and_open_leave_reaches_to_the_end(cast, db):
    leave(cast, date(2026, 5, 25), date(2026, 6, 3))
    records.create(Leave(person=cast.alice, starts_on=date(2026, 6, 22)), by=cast.ada)
    june = Period.month(2026, 6)
    assert away_of(cast.alice.pk, june.start, june.end) == [Period(JUNE, date(2026, 6, 3)), Period(date(2026, 6, 22), june.end)]
