"""How low one may go without an approval is said by the policy of the customer's class, else by the organisation."""

from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.segments.models import ServicePolicy


@pytest.fixture
def order(alice):
    Organisation.objects.create(name="Kaituo", discount_limit_rate=Decimal("0.1"))
    account = records.create(Account(name="Lamp", owner=alice, account_class="a"), by=alice)
    row = records.create(Order(account=account, owner=alice, ordered_on=timezone.localdate(), discount_rate=Decimal("0.08")), by=alice)
    records.create(OrderLine(order=row, description="Pump", unit_price=Decimal(1000)), by=alice)
    return row


@pytest.fixture
def allow(ada):
    return lambda rate: records.create(ServicePolicy(account_class="a", contact_days=14, discount_floor=rate), by=ada)


def test_below_the_limit_of_the_class_an_approval_is_asked_for_with_the_reason(order, allow, alice, mei):
    allow(Decimal("0.05"))
    with pytest.raises(Refused, match=r"A: key account: 5%"):
        orders.confirm(order, by=alice)
    orders.ask_approval(order, by=alice, note="Large customer")
    request = Request.objects.waiting_for(mei).get()
    assert request.note == "Large customer Allowed without approval for A: key account: 5%."
    approvals.approve(request, by=mei)
    orders.confirm(order, by=alice)
    assert order.status == "confirmed"


def test_a_class_may_be_allowed_more_than_everybody(order, allow, alice):
    allow(Decimal("0.2"))
    records.change(order, {"discount_rate": Decimal("0.15")}, by=alice)
    orders.confirm(order, by=alice)
    assert order.status == "confirmed"


def test_a_policy_that_does_not_say_leaves_it_to_the_organisation(order, allow, alice):
    allow(None)
    orders.confirm(order, by=alice)
    assert order.status == "confirmed"
