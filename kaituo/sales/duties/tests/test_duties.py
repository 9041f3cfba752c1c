"""Who helps on customers and deals, what that opens, and whose the credit is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.access import may
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.duties import actions
from kaituo.sales.duties.defaults import make_default_duty_roles
from kaituo.sales.duties.models import AccountDuty, DealDuty, DutyRole
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.pipeline.defaults import make_default_pipeline
from kaituo.sales.pipeline.models import Opportunity, Pipeline


@pytest.fixture
def kinds(ada):
    Organisation.objects.create(name="Kaituo")
    return {kind.position: kind for kind in make_default_duty_roles(by=ada)}


@pytest.fixture
def account(alice):
    return records.create(Account(name="灯笼公司", owner=alice), by=alice)


@pytest.fixture
def give(account, kinds, ada):
    def give(person, share=0, kind=20, by=ada, **values):
        starts_on = values.pop("starts_on", timezone.localdate() - timedelta(days=30))
        duty = records.create(AccountDuty(account=account, role=kinds[kind], person=person, starts_on=starts_on, **values), by=by)
        if share:
            actions.share_account(duty, by=ada, share=Decimal(str(share)))
        return duty

    return give


@pytest.fixture
def sell(account, alice, ada):
    def sell(opportunity=None, confirmed_on=None):
        confirmed_on = confirmed_on or timezone.localdate()
        product = records.create(Product(number=f"P-{Product.objects.count()}", name="Pump", list_price=1000), by=ada)
        order = records.create(Order(account=account, opportunity=opportunity, ordered_on=confirmed_on), by=alice)
        records.create(OrderLine(order=order, product=product, quantity=1, unit_price=1000), by=alice)
        orders.confirm(order, by=alice, confirmed_on=confirmed_on)
        return dict(Entry.objects.filter(measure="orders.booked_revenue", source_id=order.lines.get().pk).values_list("person__username", "share"))

    return sell


@pytest.fixture
def deal(account, ada, alice):
    make_default_pipeline(by=ada)
    pipeline = Pipeline.objects.first()
    return records.create(
        Opportunity(
            name="Pumps", account=account, owner=alice, pipeline=pipeline, stage=pipeline.stages.first(), amount=9, expected_on=timezone.localdate()
        ),
        by=alice,
    )


def test_a_helper_may_do_what_the_kind_opens(give, account, charlie):
    assert not may(charlie, "view", account)
    duty = give(charlie)
    charlie = type(charlie).objects.get(pk=charlie.pk)
    assert may(charlie, "view", account) and may(charlie, "change", account)
    assert duty.is_not_over


def test_a_specialist_only_sees(give, account, charlie):
    give(charlie, kind=30)
    assert may(charlie, "view", account) and not may(charlie, "change", account)


def test_the_access_ends_with_the_duty(give, account, charlie, alice):
    duty = give(charlie)
    actions.end_on_account(duty, by=alice, last_on=timezone.localdate() - timedelta(days=1))
    assert not may(charlie, "view", account)


def test_a_kind_that_opens_less_takes_back_what_it_opened(give, account, kinds, charlie, ada):
    give(charlie)
    records.change(kinds[20], {"right": "none"}, by=ada)
    assert not may(charlie, "view", account)


def test_orders_share_their_credit_by_the_duties_of_the_day(give, sell, bob):
    give(bob, share=0.3)
    assert sell() == {"alice": Decimal("0.7"), "bob": Decimal("0.3")}


def test_an_order_of_before_the_duty_is_all_the_reps(give, sell, bob):
    give(bob, share=0.3)
    assert sell(confirmed_on=timezone.localdate() - timedelta(days=40)) == {"alice": Decimal(1)}


def test_duties_on_the_deal_come_before_those_on_the_customer(give, sell, deal, kinds, bob, charlie, ada):
    give(bob, share=0.3)
    duty = records.create(DealDuty(opportunity=deal, role=kinds[20], person=charlie, starts_on=timezone.localdate()), by=ada)
    actions.share_deal(duty, by=ada, share=Decimal("0.1"))
    assert sell(deal) == {"alice": Decimal("0.9"), "charlie": Decimal("0.1")}


def test_shares_never_exceed_the_whole_on_any_day(give, bob, charlie, ada):
    give(bob, share=0.7)
    other = give(charlie)
    with pytest.raises(Refused, match="30 % are left"):
        actions.share_account(other, by=ada, share=Decimal("0.4"))
    actions.share_account(other, by=ada, share=Decimal("0.3"))


def test_nobody_has_the_same_duty_twice_in_the_same_days(give, bob):
    give(bob)
    with pytest.raises(ValidationError, match="already"):
        give(bob)


def test_whoever_is_informed_has_no_share(give, bob, ada):
    with pytest.raises(Refused):
        actions.share_account(give(bob, kind=40), by=ada, share=Decimal("0.1"))


def test_the_page_of_the_customer_names_everybody(give, account, bob, alice, client):
    give(bob, share=0.3)
    client.force_login(alice)
    page = client.get(f"/accounts/{account.pk}/").content.decode()
    assert "Bob" in page and "30" in page
    assert client.get("/account-duties/").status_code == 200
    assert DutyRole.objects.count() == 4


def test_whoever_is_given_a_duty_is_told(give, bob, account):
    give(bob)
    notice = Notice.objects.get(person=bob, kind="duties.given")
    assert (notice.model, notice.record_id) == ("customers.Account", account.pk)
