"""What an account owes, by age, and how far its credit goes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables import actions
from kaituo.sales.receivables.balances import ageing
from kaituo.sales.receivables.choices import Age
from kaituo.sales.receivables.credit import exposure
from kaituo.sales.receivables.models import Invoice, PaymentPlan
from kaituo.sales.receivables.tests.conftest import DAY


@pytest.fixture
def limited(lantern):
    lantern.credit_limit = Decimal("2000")
    lantern.save(update_fields=["credit_limit"])
    return lantern


def choose(organisation, what):
    organisation.credit_check = what
    organisation.save()


def test_an_invoice_replaces_its_order_in_the_exposure(limited, order, invoice):
    found = exposure(limited, DAY)
    assert (found.invoices, found.orders, found.left) == (Decimal("1130"), Decimal(0), Decimal("870"))


def test_money_received_lowers_the_exposure(limited, order, receipt, fang):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("130"))
    assert exposure(limited, DAY).total == Decimal("1000")


def test_an_order_beyond_the_limit_is_not_confirmed(limited, order, make_order, alice):
    second = make_order()
    with pytest.raises(Refused, match="260"):
        orders.confirm(second, by=alice)
    second.refresh_from_db()
    assert second.status == "draft"


def test_an_open_order_does_not_grow_beyond_the_limit_but_may_shrink(limited, order, alice):
    line = order.lines.get()
    with pytest.raises(Refused):
        records.change(line, {"quantity": Decimal(2)}, by=alice)
    records.change(order.lines.get(), {"quantity": Decimal("0.5")}, by=alice)
    assert exposure(limited, DAY).total == Decimal("565")


def test_a_line_added_to_an_open_order_is_checked(limited, order, alice):
    with pytest.raises(Refused):
        records.create(OrderLine(order=order, description="More", unit_price=Decimal("900")), by=alice)


def test_a_status_set_by_a_plain_change_is_checked(limited, order, make_order, ada):
    with pytest.raises(Refused):
        records.change(make_order(), {"status": "confirmed"}, by=ada)


def test_history_is_let_in_beyond_the_limit(limited, ada, alice):
    old = Order(account=limited, owner=alice, currency="CNY", status="confirmed", ordered_on=DAY)
    records.create_many([old], by=ada)
    records.create_many([OrderLine(order=old, description="Old", unit_price=Decimal("9000"))], by=ada)
    assert exposure(limited, DAY).excess == Decimal("7000")


def test_a_warning_is_noted_and_the_order_goes_on(organisation, limited, order, make_order, alice):
    choose(organisation, "warn")
    second = make_order()
    orders.confirm(second, by=alice)
    assert "260" in Event.objects.about(second).get(name="receivables.credit_exceeded").sentence


def test_an_approved_excess_is_confirmed(organisation, limited, order, make_order, alice, mei):
    choose(organisation, "approve")
    second = make_order()
    with pytest.raises(Refused, match="Ask for approval"):
        orders.confirm(second, by=alice)
    orders.ask_approval(second, by=alice)
    approvals.approve(Request.objects.waiting_for(mei).get(), by=mei)
    orders.confirm(second, by=alice)
    assert second.status == "confirmed"


@pytest.mark.parametrize(("days", "age"), [(0, Age.NOT_DUE), (1, Age.TO_30), (30, Age.TO_30), (31, Age.TO_60), (90, Age.TO_90), (91, Age.OVER_90)])
def test_an_invoice_ages_by_the_days_since_it_was_due(invoice, lantern, days, age):
    assert invoice.due_on == date(2026, 6, 3)
    [found] = ageing(lantern, invoice.due_on + timedelta(days=days))
    assert found.by_age[age] == found.total == Decimal("1130")


def test_payments_fill_the_plan_in_order(order, lantern, receipt, alice, fang):
    for day, amount in ((date(2026, 6, 1), "500"), (date(2026, 7, 1), "630")):
        records.create(PaymentPlan(order=order, due_on=day, amount=Decimal(amount)), by=alice)
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("600"))
    [found] = ageing(lantern, date(2026, 7, 2))
    assert [(item.due_on, item.open) for _age, item in found.items] == [(date(2026, 7, 1), Decimal("530"))]


def test_a_draft_invoice_is_owed_only_once_issued(order, lantern, fang):
    draft = records.create(Invoice(order=order, amount=Decimal("100")), by=fang)
    assert not ageing(lantern, timezone.localdate())
    actions.issue(draft, by=fang)
    assert ageing(lantern, timezone.localdate())[0].total == Decimal("100")
