"""Badges that figures earn, titles that people bestow."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.choices import FLOW, MONEY
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.team.culture.actions import award, bestow, end_honour
from kaituo.team.culture.earning import earned_on
from kaituo.team.culture.models import Badge, BadgeEarned, Honour, HonourTitle
from kaituo.team.culture.schedule import award_badges

SALES = "testing.wall_sales"


def sell(person, on: date, amount: str) -> Entry:
    """An entry as the ledger would keep it."""
    units = int(Decimal(amount) * SCALE)
    where = {"source_type": "customers.Account", "source_id": Entry.objects.count() + 1, "measure": SALES, "currency": "CNY"}
    return Entry.objects.create(on=on, earned_on=on, person=person, amount=units, original_amount=units, **where)


@pytest.fixture(autouse=True)
def in_may(db):
    if SALES not in MEASURES:
        measure(SALES, "Sales", kind=FLOW, unit=MONEY)
    with time_machine.travel("2026-05-20 03:10:00+08:00", tick=False):
        yield


@pytest.fixture
def badge(cast) -> Badge:
    return records.create(Badge(name="A thousand", measure=SALES, figure=Decimal(1000), span="month"), by=cast.ada)


@pytest.fixture
def title(cast) -> HonourTitle:
    return records.create(HonourTitle(name="Mentor", months=12), by=cast.ada)


def test_whoever_reaches_the_figure_earns_it_once_in_the_period(cast, badge):
    sell(cast.alice, date(2026, 5, 4), "600")
    sell(cast.alice, date(2026, 5, 5), "400")
    sell(cast.bob, date(2026, 5, 5), "999")
    assert award_badges.call() == 1
    assert award_badges.call() == 0
    row = BadgeEarned.objects.get()
    assert (row.person, row.starts_on, row.value) == (cast.alice, date(2026, 5, 1), 1000)
    assert Notice.objects.get(kind="culture.badged").params["badge"] == "A thousand"


def test_what_is_written_down_late_still_counts_for_a_week(cast, badge):
    sell(cast.alice, date(2026, 4, 28), "1200")
    assert [each.period.start for each in earned_on(date(2026, 5, 3))] == [date(2026, 4, 1)]
    assert earned_on(date(2026, 5, 9)) == []


def test_a_badge_that_was_earned_stays(cast, badge):
    entry = sell(cast.alice, date(2026, 5, 4), "1200")
    award(earned_on(date(2026, 5, 20)), by=User.objects.system())
    entry.delete()
    award_badges.call()
    assert BadgeEarned.objects.count() == 1


@pytest.mark.parametrize(("values", "field"), [({"figure": Decimal(0)}, "figure"), ({"measure": "customers.held_count"}, "measure")])
def test_a_badge_asks_for_something_that_can_be_reached(cast, values, field):
    with pytest.raises(ValidationError) as refusal:
        records.create(Badge(**({"name": "X", "measure": SALES, "figure": Decimal(1)} | values)), by=cast.ada)
    assert field in refusal.value.message_dict


def test_a_title_is_borne_for_its_term_and_told(cast, title):
    row = bestow(title, by=cast.ada, person=cast.alice, starts_on=date(2026, 5, 20), reason="Three juniors")
    assert (row.ends_on, row.is_borne) == (date(2027, 5, 20), True)
    assert Notice.objects.get(kind="culture.honoured").person == cast.alice
    with pytest.raises(Refused, match="already"):
        bestow(title, by=cast.ada, person=cast.alice, starts_on=date(2026, 6, 1), reason="Again")


def test_a_title_ends_early_with_a_reason(cast, title):
    row = bestow(title, by=cast.ada, person=cast.alice, starts_on=date(2026, 5, 1), reason="Three juniors")
    end_honour(row, by=cast.ada, reason="She leads a team now")
    assert (row.ends_on, row.ended_because, row.is_borne) == (date(2026, 5, 20), "She leads a team now", False)


def test_reps_bestow_nothing(cast, title):
    with pytest.raises(PermissionDenied):
        bestow(title, by=cast.alice, person=cast.bob, starts_on=date(2026, 5, 1), reason="A friend")
    assert Honour.objects.count() == 0
