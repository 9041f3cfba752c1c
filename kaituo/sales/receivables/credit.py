"""How far an account stretches the credit we give it, in the base currency.

Exposure = unpaid invoices + what is neither invoiced nor paid of open orders. An order that is being confirmed is already among the open ones.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.approvals import actions as approvals
from kaituo.foundation.approvals.names import name
from kaituo.foundation.company.books import Converter, RateMissing, organisation
from kaituo.foundation.company.choices import CreditCheck
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.ui.formats import money
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

from .balances import ZERO, invoiced_amounts, paid_amounts
from .events import CREDIT_EXCEEDED
from .models import Allocation, Invoice

CREDIT = name("credit", gettext_lazy("Credit limit exceeded"), {"excess": gettext_lazy("Above the limit"), "exposure": gettext_lazy("Together")})
"""The kind of approval."""


@dataclass(frozen=True)
class Exposure:
    invoices: Decimal
    orders: Decimal
    limit: Decimal | None
    currency: str

    @property
    def total(self) -> Decimal:
        return self.invoices + self.orders

    @property
    def excess(self) -> Decimal:
        return max(self.total - self.limit, ZERO) if self.limit is not None else ZERO

    @property
    def left(self) -> Decimal | None:
        return None if self.limit is None else self.limit - self.total


def exposure(account: Account, on: date, *, also: Order | None = None) -> Exposure:
    """`also`: an order that is not open yet but would be. Raises Refused when a currency has no exchange rate."""
    books = Converter()
    try:
        invoices = [
            books.to_base(invoice.open_amount, invoice.currency, on) for invoice in Invoice.objects.issued().with_paid().filter(account=account)
        ]
        orders = [books.to_base(amount, order.currency, on) for order, amount in _bound(account, also)]
        limit = None if account.credit_limit is None else books.to_base(account.credit_limit, account.currency, on)
    except RateMissing as missing:
        raise Refused(_("No exchange rate for %(currency)s is known, so the credit cannot be checked.") % {"currency": missing.currency}) from missing
    return Exposure(sum(invoices, ZERO), sum(orders, ZERO), limit, books.base)


def _bound(account: Account, also: Order | None) -> list[tuple[Order, Decimal]]:
    """What each open order still binds: neither invoiced, nor paid without an invoice."""
    orders = list(Order.objects.open().filter(account=account))
    if also is not None and also not in orders:
        orders.append(also)
    invoiced = invoiced_amounts(orders)
    direct = paid_amounts(orders)
    for order, amount in Allocation.objects.standing().filter(invoice__isnull=False, order__in=orders).values_list("order_id", "amount"):
        direct[order] -= amount
    return [(order, max(order.gross_amount - invoiced[order.pk] - direct[order.pk], ZERO)) for order in orders]


def check(order: Order, *, by: User) -> None:
    """Refuse, let pass with an approval, or note it: as the organisation has chosen."""
    found = exposure(order.account, clock.today())
    if not found.excess:
        return
    choice = organisation().credit_check
    if choice == CreditCheck.WARN:
        ring([state(CREDIT_EXCEEDED, order, by=by, inputs={"excess": found.excess, "currency": found.currency})])
        return
    if choice == CreditCheck.APPROVE and found.excess <= Decimal(approvals.agreed_facts(order, CREDIT).get("excess", 0)):
        return
    raise Refused(_refusal(order, found, choice))


def ask(order: Order, *, by: User) -> None:
    """Ask for the credit that confirming the order would need."""
    found = exposure(order.account, clock.today(), also=order)
    if found.excess and organisation().credit_check == CreditCheck.APPROVE:
        approvals.ask(order, CREDIT, {"excess": found.excess, "exposure": found.total, "currency": found.currency}, by=by)


def _refusal(order: Order, found: Exposure, choice: str) -> str:
    said = _("%(account)s would owe %(total)s, %(excess)s above its credit limit.") % {
        "account": order.account,
        "total": money(found.total, found.currency),
        "excess": money(found.excess, found.currency),
    }
    return f"{said} {_('Use “Ask for approval”.')}" if choice == CreditCheck.APPROVE else said
