"""The pace of a channel as it is kept in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kaituo.foundation.notices import pace

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


class Blocked(TestCase):
    @given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=1)))
    def test_nothing_goes_before_the_moment_the_other_side_named(self, now, pause):
        pace.block("robot", now + pause)
        free = pace.take("robot", [], now)
        assert now + pause <= free < now + pause + timedelta(milliseconds=1)


@pytest.mark.parametrize("microseconds", [0, 1, 499, 500, 999, 1000])
def test_a_moment_counts_as_the_end_of_its_millisecond(microseconds):
    moment = datetime(2026, 11, 27, tzinfo=UTC) + timedelta(microseconds=microseconds)
    counted = pace.EPOCH + timedelta(milliseconds=pace.milliseconds(moment))
    assert moment <= counted < moment + timedelta(milliseconds=1)
