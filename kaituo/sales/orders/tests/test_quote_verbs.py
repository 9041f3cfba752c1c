"""What happens to a quote."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders import actions
from kaituo.sales.orders.models import Quote, QuoteLine


@pytest.fixture
def quote(lantern, pump, alice):
    today = timezone.localdate()
    quote = records.create(Quote(account=lantern, valid_until_on=today + timedelta(days=14), discount_rate=Decimal("0.05")), by=alice)
    records.create(QuoteLine(quote=quote, product=pump, quantity=Decimal(3)), by=alice)
    quote.refresh_from_db()
    return quote


def test_a_quote_follows_its_lines(quote):
    assert (quote.net_amount, quote.owner, quote.currency) == (Decimal("285"), quote.account.owner, "CNY")


def test_an_accepted_quote_becomes_a_draft_order_with_its_lines(quote, alice):
    actions.send(quote, by=alice)
    actions.accept(quote, by=alice)
    order = actions.order(quote, by=alice, ordered_on=timezone.localdate())
    assert (order.status, order.net_amount, order.quote, quote.status) == ("draft", quote.net_amount, quote, "ordered")


def test_a_quote_is_not_ordered_twice(quote, alice):
    actions.send(quote, by=alice)
    actions.order(quote, by=alice, ordered_on=timezone.localdate())
    with pytest.raises(Refused):
        actions.order(quote, by=alice, ordered_on=timezone.localdate())


def test_an_empty_quote_is_not_sent(lantern, alice):
    empty = records.create(Quote(account=lantern), by=alice)
    with pytest.raises(Refused):
        actions.send(empty, by=alice)


def test_a_rejection_keeps_its_reason(quote, alice):
    actions.send(quote, by=alice)
    actions.reject(quote, by=alice, reason="too dear")
    quote.refresh_from_db()
    assert (quote.status, quote.reason) == ("rejected", "too dear")


def test_sent_quotes_expire_after_their_last_day(quote, alice):
    actions.send(quote, by=alice)
    assert actions.expire_outlived(on=timezone.localdate(), by=User.objects.system()) == 0
    with pytest.raises(Refused):
        actions.expire(quote, by=alice)
    Quote.objects.update(quoted_on=timezone.localdate() - timedelta(days=9), valid_until_on=timezone.localdate() - timedelta(days=1))
    assert actions.expire_outlived(on=timezone.localdate(), by=User.objects.system()) == 1
