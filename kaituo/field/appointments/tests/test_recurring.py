"""When something that repeats takes place."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaituo.field.appointments.recurring import WrongRule, checked, starts

MONDAY = datetime(2026, 11, 2, 9)
NOVEMBER = (datetime(2026, 11, 1), datetime(2026, 12, 1))


def days(rule, until=None, skipped=(), window=NOVEMBER, is_fit=lambda _day: True):
    return [each.day for each in starts(MONDAY, rule, until=until, skipped=skipped, window=window, is_fit=is_fit)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", [2, 9, 16, 23, 30]),
        ("FREQ=WEEKLY;INTERVAL=2", [2, 16, 30]),
        ("FREQ=MONTHLY", [2]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", [3, 5, 10]),
        ("FREQ=WEEKLY;UNTIL=20261110T000000Z", [2, 9, 16, 23, 30]),
    ],
)
def test_a_rule_gives_its_days(rule, expected):
    assert days(rule) == expected


def test_the_last_day_is_included_and_a_skipped_one_is_not():
    assert days("FREQ=WEEKLY", until=date(2026, 11, 16), skipped={date(2026, 11, 9)}) == [2, 16]


def test_days_that_do_not_fit_are_sifted_out():
    assert days("FREQ=DAILY", is_fit=lambda day: day.weekday() == 4) == [6, 13, 20, 27]


@pytest.mark.parametrize("rule", ["", "nonsense", "FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,10", "FREQ=WEEKLY;BYDAY=XX"])
def test_a_rule_that_cannot_be_read_or_repeats_within_a_day_is_refused(rule):
    with pytest.raises(WrongRule):
        checked(rule)


@given(st.integers(1, 6), st.integers(0, 60), st.integers(1, 60))
def test_a_window_shows_exactly_what_a_wider_one_shows_of_it(interval, offset, length):
    rule = f"FREQ=DAILY;INTERVAL={interval}"
    begin = MONDAY + timedelta(days=offset)
    end = begin + timedelta(days=length)
    wide = list(starts(MONDAY, rule, until=None, skipped=(), window=(MONDAY, MONDAY + timedelta(days=200)), is_fit=lambda _day: True))
    narrow = list(starts(MONDAY, rule, until=None, skipped=(), window=(begin, end), is_fit=lambda _day: True))
    assert narrow == [each for each in wide if begin <= each < end]
