"""The questions of a deal, and its amount following its lines."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.records import actions as records
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.pipeline.choices import Category
from kaituo.sales.pipeline.models import OpportunityLine


@pytest.fixture
def lamp(db):
    return Product.objects.create(name="Lamp", list_price=Decimal(100))


def with_line(deal, lamp, by, **values):
    return records.create(OpportunityLine(opportunity=deal, product=lamp, unit_price=Decimal("19.99"), **values), by=by)


def test_the_amount_is_the_sum_of_the_lines(deal, lamp, alice):
    with_line(deal, lamp, alice, quantity=3)
    line = with_line(deal, lamp, alice, quantity=10, discount_rate=Decimal("0.1"))
    deal.refresh_from_db()
    assert deal.amount == Decimal("59.97") + Decimal("179.91")
    records.remove_line(line, by=alice)
    deal.refresh_from_db()
    assert deal.amount == Decimal("59.97")


def test_without_lines_the_amount_is_what_was_said(deal):
    assert deal.amount == 1000


def test_a_deal_grows_stale_after_the_days_its_stage_allows(deal):
    fortnight = deal.stage_entered_at + timedelta(days=14)
    assert (deal.is_stale(fortnight), deal.is_stale(fortnight + timedelta(days=1))) == (False, True)
    assert deal.days_in_stage(fortnight) == 14


def test_the_rep_may_say_other_odds_and_category_than_the_stage(deal, alice):
    assert (deal.weighted_amount(), deal.effective_category()) == (100, Category.PIPELINE)
    records.change(deal, {"probability": Decimal("0.5"), "category": "commit"}, by=alice)
    assert (deal.weighted_amount(), deal.effective_category()) == (500, Category.COMMIT)


def test_the_contact_must_belong_to_the_account(make_deal, alice):
    stranger = records.create(Contact(account=records.create(Account(name="Other", owner=alice), by=alice), name="Li"), by=alice)
    with pytest.raises(Exception, match="another account"):
        make_deal(contact=stranger)


def test_days_from_start_to_close_are_counted_in_whole_days(deal):
    deal.won_on = timezone.localdate(deal.created_at) + timedelta(days=30)
    assert deal.cycle_days() == 30
