"""What happens to sent quotes at night, and what their owners hear of it."""

from datetime import date, timedelta

import pytest

from kaituo.foundation.jobs.repeating import REPEATING
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.sales.orders import actions
from kaituo.sales.orders.models import Quote, QuoteLine
from kaituo.sales.orders.schedule import DAYS_BEFORE, expire_quotes, warn_of_expiring_quotes


@pytest.fixture
def quote(lantern, pump, alice) -> Quote:
    quote = records.create(Quote(account=lantern, valid_until_on=clock.today() + timedelta(days=DAYS_BEFORE)), by=alice)
    records.create(QuoteLine(quote=quote, product=pump), by=alice)
    actions.send(quote, by=alice)
    return quote


def told(person) -> list[str]:
    return [notice.sentence for notice in Notice.objects.filter(person=person, kind__startswith="orders.quote").order_by("pk")]


def last_day(quote: Quote, day: date) -> None:
    Quote.objects.filter(pk=quote.pk).update(valid_until_on=day)


def test_both_run_every_night():
    assert {expire_quotes.module_path, warn_of_expiring_quotes.module_path} <= REPEATING.keys()


def test_an_outlived_quote_expires_and_its_owner_hears_of_it(quote, alice, bob):
    last_day(quote, clock.today() - timedelta(days=1))
    assert expire_quotes.func() == 1
    quote.refresh_from_db()
    assert (quote.status, told(bob)) == ("expired", [])
    assert told(alice) == [f"Quote {quote.number} for 灯笼公司 has expired without an answer"]


def test_a_quote_on_its_last_day_stands(quote):
    last_day(quote, clock.today())
    assert expire_quotes.func() == 0


def test_the_owner_is_warned_once_some_days_before(quote, alice):
    assert [warn_of_expiring_quotes.func(), warn_of_expiring_quotes.func()] == [1, 0]
    assert told(alice) == [f"Quote {quote.number} for 灯笼公司 is valid until {quote.valid_until_on}"]


def test_a_quote_given_more_time_is_warned_of_anew(quote, alice):
    warn_of_expiring_quotes.func()
    last_day(quote, clock.today() + timedelta(days=1))
    assert (warn_of_expiring_quotes.func(), len(told(alice))) == (1, 2)


def test_nobody_is_warned_of_a_draft_or_of_a_far_day(quote, alice):
    last_day(quote, clock.today() + timedelta(days=DAYS_BEFORE + 1))
    assert warn_of_expiring_quotes.func() == 0
    Quote.objects.filter(pk=quote.pk).update(status="draft", valid_until_on=clock.today())
    assert warn_of_expiring_quotes.func() == 0
