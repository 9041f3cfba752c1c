"""When a person may be rung."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.notices.quiet import Quiet, next_open

SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
OCTOBER = WorkCalendar(holidays={date(2026, 10, day): "国庆" for day in range(1, 8)}, make_up=frozenset({date(2026, 10, 10)}))
NIGHT = Quiet(time(22), time(8))


def at(text, zone=SHANGHAI):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-09-21T10:00", "2026-09-21T10:00"),
        ("2026-09-21T22:30", "2026-09-22T08:00"),
        ("2026-09-22T03:00", "2026-09-22T08:00"),
        ("2026-09-26T12:00", "2026-09-28T08:00"),
        ("2026-09-30T23:00", "2026-10-08T08:00"),
        ("2026-10-10T12:00", "2026-10-10T12:00"),
    ],
    ids=["by day", "at night", "after midnight", "on a Saturday", "before a holiday week", "on a Saturday worked in exchange"],
)
def test_it_waits_for_the_end_of_the_quiet_hours(now, expected):
    assert next_open(at(now), NIGHT, SHANGHAI, OCTOBER) == at(expected)


def test_the_persons_own_clock_counts():
    evening_there = at("2026-09-21T10:00", LONDON)
    assert next_open(evening_there, NIGHT, LONDON, OCTOBER) == evening_there
    assert next_open(evening_there, Quiet(time(17), time(9)), SHANGHAI, OCTOBER) == at("2026-09-22T09:00")


def test_whoever_wants_to_be_rung_on_free_days_is():
    assert next_open(at("2026-09-26T12:00"), Quiet(on_free_days=False), SHANGHAI, OCTOBER) == at("2026-09-26T12:00")


TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
QUIETS = st.builds(Quiet, TIMES, TIMES, st.booleans())
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))


@given(MOMENTS, QUIETS, st.sampled_from([SHANGHAI, LONDON]))
def test_it_is_never_earlier_and_always_in_the_open(now, quiet, zone):
    found = next_open(now, quiet, zone, OCTOBER)
    local = found.astimezone(zone)
    assert found >= now
    assert not quiet.holds(local.time())
    assert not quiet.on_free_days or OCTOBER.is_workday(local.date())
