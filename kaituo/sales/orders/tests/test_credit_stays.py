"""A hand-over, whichever way it is done, leaves last month's credit with whoever earned it."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.sales.orders import actions
from kaituo.sales.orders.models import Order

from .conftest import DAY


@pytest.fixture
def confirmed(draft, alice) -> Order:
    actions.confirm(draft, by=alice, confirmed_on=DAY)
    return draft


def booked(person, by) -> Decimal:
    return total("orders.booked_revenue", Question(people=(person.pk,)), by=by)


def test_a_plain_change_of_owner_keeps_the_credit_of_a_booked_order(confirmed, alice, bob, ada):
    records.change(confirmed, {"owner": bob}, by=ada)
    assert (confirmed.owner, confirmed.credited_to) == (bob, alice)
    assert (booked(alice, ada), booked(bob, ada)) == (Decimal(1000), 0)


def test_the_event_says_with_whom_the_credit_stayed(confirmed, alice, bob, ada):
    records.change(confirmed, {"owner": bob}, by=ada)
    assert Event.objects.about(confirmed).latest("pk").changes["credited_to"] == [None, alice.pk]


def test_a_second_hand_over_still_credits_the_first_earner(confirmed, alice, bob, mei, ada):
    records.change(confirmed, {"owner": bob}, by=ada)
    actions.reassign(confirmed, by=ada, to=mei)
    assert (confirmed.credited_to, booked(alice, ada)) == (alice, Decimal(1000))


def test_a_draft_takes_its_credit_to_the_new_owner(draft, alice, bob, ada):
    records.change(draft, {"owner": bob}, by=ada)
    actions.confirm(draft, by=ada, confirmed_on=DAY)
    assert (draft.credited_to, booked(alice, ada), booked(bob, ada)) == (None, 0, Decimal(1000))


def test_a_change_of_owner_and_state_at_once_credits_the_new_owner(draft, bob, ada):
    records.change(draft, {"owner": bob, "status": "confirmed", "confirmed_on": DAY}, by=ada)
    assert (draft.credited_to, booked(bob, ada)) == (None, Decimal(1000))


def test_agreed_shares_stand_whoever_is_responsible(confirmed, alice, bob, mei, ada):
    actions.share_credit(confirmed, by=alice, shares={alice: Decimal("0.8"), bob: Decimal("0.2")})
    records.change(confirmed, {"owner": mei}, by=ada)
    assert (booked(alice, ada), booked(bob, ada), booked(mei, ada)) == (Decimal(800), Decimal(200), 0)


def test_another_change_of_a_booked_order_touches_no_credit(confirmed, ada):
    records.change(confirmed, {"required_on": date(2026, 6, 1)}, by=ada)
    assert confirmed.credited_to is None
