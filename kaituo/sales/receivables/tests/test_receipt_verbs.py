"""Money comes in, is allocated, goes back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kaituo.foundation.company.models import ExchangeRate
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.receivables import actions
from kaituo.sales.receivables.balances import open_amount, paid_amount
from kaituo.sales.receivables.forms import AllocateForm
from kaituo.sales.receivables.models import Allocation, Receipt

JUNE, JULY = Question(date(2026, 6, 1), date(2026, 7, 1)), Question(date(2026, 7, 1), date(2026, 8, 1))


def test_what_an_order_does_not_need_stays_with_the_receipt(receipt, order, fang):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("1130"))
    assert (paid_amount(order), open_amount(order), receipt.rest) == (Decimal("1130"), Decimal(0), Decimal("370"))


def test_no_more_is_allocated_than_was_received_or_is_owed(receipt, order, fang):
    for amount in ("1500.01", "1130.01"):
        with pytest.raises(Refused):
            actions.allocate(receipt, by=fang, order=order, amount=Decimal(amount))


def test_paying_an_invoice_pays_its_order(receipt, order, invoice, fang):
    actions.allocate(receipt, by=fang, invoice=invoice, amount=Decimal("500"))
    assert (paid_amount(order), invoice.open_amount) == (Decimal("500"), Decimal("630"))


def test_money_in_another_currency_does_not_pay(order, lantern, fang):
    ExchangeRate.objects.create(currency="USD", rate=Decimal("7.1"), starts_on=date(2020, 1, 1))
    dollars = records.create(Receipt(account=lantern, amount=Decimal(10), currency="USD"), by=fang)
    with pytest.raises(ValidationError, match="own currency"):
        actions.allocate(dollars, by=fang, order=order, amount=Decimal(10))


def test_another_accounts_order_is_not_paid(order, fang, alice):
    other = records.create(Account(name="Other", owner=alice), by=alice)
    receipt = records.create(Receipt(account=other, amount=Decimal(10)), by=fang)
    with pytest.raises(ValidationError, match="another account"):
        actions.allocate(receipt, by=fang, order=order, amount=Decimal(10))


def test_cash_is_credited_like_the_order_it_pays(receipt, order, fang, ada, alice, bob):
    orders.share_credit(order, by=alice, shares={alice: Decimal("0.8"), bob: Decimal("0.2")})
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("1000"))
    assert total("receivables.collected", Question(people=(bob.pk,)), by=ada) == Decimal("200")
    assert total("receivables.received", JUNE, by=ada) == Decimal("1500")


def test_taking_allocations_off_frees_the_money(receipt, order, fang, ada):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("1000"))
    actions.unallocate(receipt, by=fang, reason="meant for another order")
    assert (receipt.rest, open_amount(order)) == (Decimal("1500"), Decimal("1130"))
    assert total("receivables.collected", JUNE, by=ada) == 0


def test_a_refund_takes_the_free_money_first(receipt, order, fang, ada):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("1130"))
    actions.refund(receipt, by=fang, amount=Decimal("370"), reason="overpaid", refunded_on=date(2026, 7, 1))
    assert (receipt.rest, open_amount(order)) == (Decimal(0), Decimal(0))
    assert total("receivables.received", JULY, by=ada) == Decimal("-370")


def test_a_bigger_refund_makes_the_order_owed_again(receipt, order, fang, ada):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal("1130"))
    for amount in ("400", "100"):
        actions.refund(receipt, by=fang, amount=Decimal(amount), reason="returned", refunded_on=date(2026, 7, 1))
    assert (receipt.rest, open_amount(order)) == (Decimal(0), Decimal("130"))
    assert total("receivables.collected", JULY, by=ada) == Decimal("-130")


def test_no_more_is_given_back_than_came(receipt, fang):
    actions.refund(receipt, by=fang, amount=Decimal("1000"), reason="overpaid")
    with pytest.raises(Refused, match="500"):
        actions.refund(receipt, by=fang, amount=Decimal("501"), reason="overpaid")


def test_a_void_receipt_counts_nowhere(receipt, invoice, fang, ada):
    actions.allocate(receipt, by=fang, invoice=invoice, amount=Decimal("1130"))
    assert total("receivables.overdue", Question(), by=ada) == 0
    actions.void(receipt, by=fang, reason="bounced")
    assert (invoice.open_amount, total("receivables.received", JUNE, by=ada)) == (Decimal("1130"), Decimal(0))
    assert total("receivables.overdue", Question(), by=ada) == Decimal("1130")


def test_a_paid_order_is_not_cancelled(receipt, order, fang, alice):
    actions.allocate(receipt, by=fang, order=order, amount=Decimal(1))
    with pytest.raises(Refused, match="allocated"):
        orders.cancel(order, by=alice, reason="no")


def test_a_paid_invoice_is_not_voided(receipt, invoice, fang):
    actions.allocate(receipt, by=fang, invoice=invoice, amount=Decimal(1))
    with pytest.raises(Refused):
        actions.void_invoice(invoice, by=fang, reason="wrong")


def test_the_form_offers_only_what_the_account_owes(receipt, order, make_order, fang):
    form = AllocateForm({"order": order.pk, "amount": "10"})
    form.meet(receipt, fang)
    assert list(form.fields["order"].queryset) == [order]


def test_a_stranger_allocates_nothing(receipt, order, charlie):
    with pytest.raises(PermissionDenied):
        actions.allocate(receipt, by=charlie, order=order, amount=Decimal(1))
    assert not Allocation.objects.exists()
