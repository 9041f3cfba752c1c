"""How near forecasters came, from what was kept night by night."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.kernel.period import Period
from kaituo.sales.pipeline.accuracy import accuracy, past_periods
from kaituo.sales.pipeline.models import ForecastSnapshot

QUARTER = Period.parse("2026-Q1")


@pytest.fixture
def kept():
    """(day, person, counted on, closed) of a quarter that is over."""

    def rows(*said, period="2026-Q1"):
        ForecastSnapshot.objects.bulk_create(
            ForecastSnapshot(taken_on=on, period=period, owner=person, said_amount=counted, closed=closed) for on, person, counted, closed in said
        )

    return rows


def test_what_was_said_early_is_compared_with_what_was_closed_last(kept, alice):
    kept(
        (date(2026, 1, 5), alice, Decimal(90), 0),
        (date(2026, 1, 20), alice, Decimal(120), 0),
        (date(2026, 3, 20), alice, Decimal(101), 60),
        (date(2026, 3, 31), alice, Decimal(101), 100),
    )
    _periods, (record,) = accuracy(QUARTER, alice)
    assert (record.judged, record.error, record.leaning) == ([(120, 100)], Decimal("0.2"), Decimal("0.2"))


def test_misses_up_and_down_do_not_cancel_in_the_error(kept, alice):
    kept((date(2026, 1, 5), alice, Decimal(150), 0), (date(2026, 3, 31), alice, Decimal(150), 100))
    kept((date(2025, 10, 5), alice, Decimal(50), 0), (date(2025, 12, 31), alice, Decimal(50), 100), period="2025-Q4")
    periods, (record,) = accuracy(QUARTER, alice)
    assert [each.label for each in periods] == ["2025-Q4", "2026-Q1"]
    assert (record.error, record.leaning) == (Decimal("0.5"), 0)


@pytest.mark.parametrize("closed", [0, 100])
def test_where_nothing_was_said_or_nothing_closed_nothing_is_judged(kept, alice, closed):
    kept((date(2026, 1, 5), alice, None if closed else Decimal(10), 0), (date(2026, 3, 31), alice, None, closed))
    _periods, records = accuracy(QUARTER, alice)
    assert [record.error for record in records] == ([] if closed else [None])


def test_one_sees_those_one_may_see_and_all_together(kept, alice, bob, charlie, mei):
    for person, said in ((alice, 80), (bob, 120), (charlie, 500)):
        kept((date(2026, 1, 5), person, Decimal(said), 0), (date(2026, 3, 31), person, Decimal(said), 100))
    found = accuracy(QUARTER, mei)[1]
    assert [str(record.person or "") for record in found] == ["Alice", "Bob", ""]
    assert found[-1].judged == [(200, 200)]


def test_the_last_periods_that_are_over_are_looked_at():
    labels = [each.label for each in past_periods(Period.parse("2026-Q4"), date(2026, 11, 10))]
    assert labels == ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
