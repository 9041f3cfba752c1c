"""What happens to an order, from draft to the end."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.models import Request
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders import actions
from kaituo.sales.orders.forms import ShareCreditForm, TakeBackForm
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.orders.tests.conftest import DAY

MAY, JUNE = Question(date(2026, 5, 1), date(2026, 6, 1)), Question(date(2026, 6, 1), date(2026, 7, 1))


@pytest.fixture
def confirmed(draft, alice):
    actions.confirm(draft, by=alice, confirmed_on=DAY)
    return draft


@pytest.fixture
def delivered(confirmed, alice):
    actions.deliver(confirmed, by=alice, delivered_on=date(2026, 5, 20))
    return confirmed


def test_a_confirmed_order_counts_as_revenue_of_its_rep(confirmed, alice, ada):
    assert total("orders.booked_revenue", MAY, by=alice) == Decimal("1000")
    assert total("orders.margin", MAY, by=ada) == Decimal("400")


def test_the_ledger_is_asked_once_for_each_kind_of_row_however_many_measures_count_it(confirmed, alice):
    with CaptureQueriesContext(connection) as asked:
        actions.hold(confirmed, by=alice, reason="credit")
    reading = [each for each in asked.captured_queries if each["sql"].startswith("SELECT") and 'FROM "metrics_entry"' in each["sql"]]
    assert len(reading) == 2


def test_a_draft_does_not_count_as_revenue(draft, ada):
    assert total("orders.booked_revenue", MAY, by=ada) == 0


def test_a_cancelled_order_no_longer_counts(confirmed, alice, ada):
    actions.cancel(confirmed, by=alice, reason="project stopped")
    assert total("orders.booked_revenue", MAY, by=ada) == 0
    assert total("orders.cancelled", MAY, by=ada) == Decimal("1000")


def test_an_order_without_lines_is_not_confirmed(lantern, alice):
    empty = records.create(Order(account=lantern), by=alice)
    with pytest.raises(Refused, match="without lines"):
        actions.confirm(empty, by=alice)


def test_a_delivered_order_is_not_cancelled(delivered, alice):
    with pytest.raises(Refused):
        actions.cancel(delivered, by=alice, reason="too late")


def test_an_order_walks_through_hold_and_dispute(confirmed, alice):
    states = []
    for verb, inputs in (("hold", {"reason": "credit"}), ("release", {}), ("dispute", {"reason": "damage"}), ("resolve", {})):
        getattr(actions, verb)(confirmed, by=alice, **inputs)
        states.append(confirmed.status)
    assert states == ["on_hold", "confirmed", "disputed", "resolved"]


def test_a_stranger_does_not_confirm(draft, charlie):
    with pytest.raises(PermissionDenied):
        actions.confirm(draft, by=charlie)


def test_what_comes_back_lowers_revenue_on_the_day_of_the_return(delivered, alice, ada):
    line = delivered.lines.get()
    made = actions.take_back(delivered, by=alice, returned_on=date(2026, 6, 3), reason="wrong size", quantities={line.pk: Decimal(4)})
    assert (total("orders.booked_revenue", MAY, by=ada), total("orders.booked_revenue", JUNE, by=ada)) == (Decimal("1000"), Decimal("-400"))
    assert total("orders.units", JUNE, by=ada) == Decimal("-4")
    assert (made.number, delivered.status, delivered.gross_amount) == ("RT-2026-00001", "delivered", Decimal("678"))


def test_an_order_of_which_everything_came_back_is_returned(delivered, alice):
    line = delivered.lines.get()
    actions.take_back(delivered, by=alice, returned_on=date(2026, 6, 3), reason="wrong", quantities={line.pk: Decimal(10)})
    assert (delivered.status, delivered.net_amount) == ("returned", Decimal(0))


def test_no_more_comes_back_than_was_sold(delivered, alice):
    line = delivered.lines.get()
    with pytest.raises(Refused, match="only 10"):
        actions.take_back(delivered, by=alice, returned_on=date(2026, 6, 3), reason="wrong", quantities={line.pk: Decimal(11)})


def test_the_form_for_returns_asks_for_each_line(delivered, alice):
    line = delivered.lines.get()
    form = TakeBackForm({"returned_on": "2026-06-03", "reason": "wrong", f"line_{line.pk}": "2"})
    form.meet(delivered, alice)
    assert form.is_valid()
    assert form.cleaned_data["quantities"] == {line.pk: Decimal(2)}


def test_a_hand_over_leaves_last_months_credit_where_it_was(confirmed, mei, alice, bob, ada):
    actions.reassign(confirmed, by=mei, to=bob)
    assert confirmed.owner == bob
    assert total("orders.booked_revenue", Question(people=(alice.pk,)), by=ada) == Decimal("1000")


def test_credit_is_shared_eighty_to_twenty(confirmed, alice, bob, ada):
    form = ShareCreditForm({"person_1": alice.pk, "percent_1": "80", "person_2": bob.pk, "percent_2": "20"})
    assert form.is_valid()
    actions.share_credit(confirmed, by=alice, **form.cleaned_data)
    assert total("orders.booked_revenue", Question(people=(bob.pk,)), by=ada) == Decimal("200")
    assert Event.objects.about(confirmed).latest("pk").inputs == {"shares": {"Alice": "0.8", "Bob": "0.2"}}


def test_shares_that_do_not_total_one_are_refused(confirmed, alice, bob):
    with pytest.raises(Refused, match="100"):
        actions.share_credit(confirmed, by=alice, shares={alice: Decimal("0.8"), bob: Decimal("0.3")})


def test_a_deep_discount_is_confirmed_only_after_its_approval(draft, alice, mei):
    records.change(draft, {"discount_rate": Decimal("0.15")}, by=alice)
    with pytest.raises(Refused, match="needs an approval"):
        actions.confirm(draft, by=alice)
    actions.ask_approval(draft, by=alice)
    approvals.approve(Request.objects.waiting_for(mei).get(), by=mei)
    actions.confirm(draft, by=alice)
    assert draft.status == "confirmed"


def test_a_lowered_price_is_a_discount_too(draft, alice):
    records.change(draft.lines.get(), {"unit_price": Decimal("80")}, by=alice)
    with pytest.raises(Refused, match="20"):
        actions.confirm(draft, by=alice)


def test_an_order_is_not_cheapened_after_it_was_confirmed(confirmed, alice):
    for row, values in ((confirmed, {"discount_rate": Decimal("0.3")}), (confirmed.lines.get(), {"unit_price": Decimal("50")})):
        with pytest.raises(Refused, match="approval"):
            records.change(row, values, by=alice)
    cheap = OrderLine(order=confirmed, product=confirmed.lines.get().product, unit_price=Decimal(1))
    with pytest.raises(Refused, match="approval"):
        records.create(cheap, by=alice)


def test_a_line_sold_has_no_negative_quantity(draft, pump, alice):
    with pytest.raises(Exception, match="Take back"):
        records.create(OrderLine(order=draft, product=pump, quantity=Decimal(-1)), by=alice)


def test_a_discount_agreed_beforehand_may_be_given_after_confirming(confirmed, alice, mei):
    actions.ask_approval(confirmed, by=alice, discount_rate=Decimal("0.3"))
    approvals.approve(Request.objects.waiting_for(mei).get(), by=mei)
    records.change(confirmed, {"discount_rate": Decimal("0.3")}, by=alice)
    with pytest.raises(Refused):
        records.change(confirmed, {"discount_rate": Decimal("0.31")}, by=alice)


def test_history_in_process_is_let_in_whatever_its_discounts(lantern, pump, ada, alice):
    old = Order(account=lantern, owner=alice, currency="CNY", status="confirmed", ordered_on=DAY)
    records.create(old, by=ada)
    records.create_many([OrderLine(order=old, product=pump, unit_price=Decimal(1))], by=ada)
    assert Order.objects.get().net_amount == 1
