"""Which letters of customers were answered within the hours that their class is promised, counted on the day on which they came."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kaituo.field.activities.actions import log
from kaituo.field.activities.models import Activity
from kaituo.foundation.metrics.ledger import rebuild
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Event
from kaituo.integrations.email import actions

from .conftest import MONDAY

MARCH = Question(start=date(2026, 3, 1), end=date(2026, 4, 1))


@pytest.fixture
def rate(ada):
    """As it stands so many hours after Monday's letter."""

    def asked(hours: int) -> Decimal | None:
        with clock.at(MONDAY + timedelta(hours=hours)):
            for name in ("email.owed_count", "email.in_time_count"):
                rebuild(MEASURES[name])
            return total("email.in_time_rate", MARCH, by=ada)

    return asked


@pytest.fixture
def call(customer, alice):
    def made(hours: int) -> None:
        log(Activity(account=customer, owner=alice, kind="call", text="Price", happened_at=MONDAY + timedelta(hours=hours)), by=alice)

    return made


def test_a_letter_whose_time_is_not_over_does_not_count_yet(wrote, rate):
    wrote()
    assert rate(3) is None


def test_an_answer_in_time_counts_at_once_for_whose_letter_it_is(wrote, call, alice, ada):
    letter = wrote()
    call(2)
    entry = Entry.objects.get(measure="email.in_time_count")
    assert (entry.person, entry.source_type, entry.source_id, entry.on) == (alice, "email.Letter", letter.pk, date(2026, 3, 2))
    assert total("email.in_time_rate", MARCH, by=ada) == 1


def test_a_late_answer_and_none_lower_the_share(wrote, call, rate):
    wrote()
    call(1)
    wrote(MONDAY + timedelta(days=1), "<2@ruihe.example>")
    call(24 + 7)
    wrote(MONDAY + timedelta(days=2), "<3@ruihe.example>")
    assert rate(24 * 3).quantize(Decimal("0.001")) == Decimal("0.333")


def test_what_needs_no_answer_does_not_count(wrote, rate, alice):
    actions.set_aside(wrote(), by=alice)
    assert rate(30) is None


def test_a_letter_that_was_filed_after_it_was_answered_counts(wrote, call, ada):
    call(1)
    wrote()
    assert total("email.in_time_rate", MARCH, by=ada) == 1


def test_that_it_was_answered_is_stated_once(wrote, call):
    letter = wrote()
    call(1)
    call(2)
    assert list(Event.objects.about(letter).filter(name="email.letter_answered").values_list("actor__username", flat=True)) == ["alice"]
