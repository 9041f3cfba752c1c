"""The screens of receivables, and what they add to the pages of accounts and orders."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import may, shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.screens.columns import Badge, Columns, Money
from kaituo.foundation.screens.parts import Calendar, Facts, Page, Panel, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.ui.addresses import address
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order
from kaituo.sales.orders.panels import RelatedPanel

from . import actions, credit
from .balances import ageing, open_amount, paid_amount, uninvoiced
from .choices import INVOICE_TONES, KIND_TONES, Age
from .models import Allocation, Invoice, PaymentPlan, Receipt

OF_ORDER = {"currency": "order__currency"}
ALLOCATED = ("receipt", "order", "invoice", Money("amount", currency="receipt__currency"))


class ReceiptScreen(Screen):
    model = Receipt
    group, icon, order = "sales", "cash", 60
    quick = True
    table = Columns(
        "number",
        "account",
        Badge("kind", tones=KIND_TONES),
        Money("amount"),
        "received_on",
        "method",
        "owner",
        total="amount",
        hidden=("reference", "voided_on", "refunds", "updated_at"),
    )
    filters = ("kind", "method", "owner", "team", "account", "received_on", "currency", "amount", "tags")
    finds = ("number", "reference", "account__name", "account__sort_key")
    fields = ("number", "account", "kind", "received_on", "amount", "currency", "method", "reference", "notes")
    page = Page(
        Facts(
            Badge("kind", tones=KIND_TONES),
            "account",
            "owner",
            Money("amount"),
            Money("rest", label=_("Not allocated")),
            "received_on",
            "method",
            "reference",
            "refunds",
            "voided_on",
            "reason",
            "notes",
        ),
        Related("allocations", *ALLOCATED[1:]),
        Related("refunded_by", "number", Money("amount"), "received_on", title=_("Refunds")),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="number", fields=("number", "account", "owner", "kind", "received_on", "amount", "currency", "method", "reference", "notes"))
    buttons = (actions.allocate, actions.refund, actions.unallocate, actions.void)
    forward = (actions.allocate,)


class AllocationScreen(Screen):
    """To be read: which money paid what. It is said and taken back with the receipt's own verbs."""

    model = Allocation
    slug = "allocations"
    table = Columns(
        "receipt",
        "receipt__account",
        "order",
        "invoice",
        Money("amount", currency="receipt__currency"),
        "receipt__received_on",
        "receipt__owner",
    )
    filters = ("receipt__account", "receipt__owner", "receipt__received_on", "receipt__currency")
    finds = ("receipt__number", "receipt__account__name", "receipt__account__sort_key", "order__number", "invoice__number")
    page = Page(
        Facts(
            "receipt",
            "receipt__account",
            "order",
            "invoice",
            Money("amount", currency="receipt__currency"),
            "receipt__received_on",
            Badge("receipt__kind", tones=KIND_TONES),
            "receipt__owner",
            "archived_at",
        ),
        beside=(Timeline(),),
    )


class InvoiceScreen(Screen):
    model = Invoice
    group, icon, order = "sales", "file-invoice", 58
    table = Columns(
        "number",
        "account",
        Badge("status", tones=INVOICE_TONES),
        Money("amount"),
        "issued_on",
        "due_on",
        "owner",
        total="amount",
        hidden=("order", Money("tax_amount"), "updated_at"),
    )
    filters = ("status", "owner", "team", "account", "issued_on", "due_on", "currency", "amount", "tags")
    finds = ("number", "account__name", "account__sort_key", "order__number")
    fields = ("number", "order", "account", "issued_on", "due_on", "currency", "amount", "tax_amount", "notes")
    page = Page(
        Facts(
            Badge("status", tones=INVOICE_TONES),
            "account",
            "order",
            "owner",
            "issued_on",
            "due_on",
            Money("amount"),
            Money("tax_amount"),
            Money("paid_amount", label=pgettext_lazy("money in", "Paid")),
            Money("open_amount", label=pgettext_lazy("unpaid", "Open")),
            "notes",
        ),
        Related("allocations", "receipt", Money("amount", currency="receipt__currency"), title=pgettext_lazy("money in", "Payments")),
        beside=(Timeline(),),
    )
    sheet = Sheet(
        key="number", fields=("number", "account", "order", "owner", "status", "issued_on", "due_on", "currency", "amount", "tax_amount", "notes")
    )
    buttons = (actions.issue, actions.void_invoice)
    forward = (actions.issue,)
    bulk = (actions.issue,)

    def begun_at(self, row: Model) -> dict[str, Any]:
        """An order is invoiced with what no invoice asks for yet."""
        amount, tax = uninvoiced(row) if isinstance(row, Order) else (None, None)
        return {"amount": amount, "tax_amount": tax, "currency": row.currency} if amount else {}


class PaymentPlanScreen(Screen):
    model = PaymentPlan
    slug = "payment-plans"
    table = Columns("order", "order__account", "due_on", Money("amount", **OF_ORDER), "note")
    filters = ("due_on", "order__owner")
    finds = ("order__number", "order__account__name", "note")
    sort = "due_on"
    fields = ("order", "due_on", "amount", "note")
    calendar = Calendar(on="due_on")
    page = Page(Facts("order", "due_on", Money("amount", **OF_ORDER), "note"), beside=(Timeline(),))
    sheet = Sheet(key="order")


class BalanceOfOrder(Panel):
    on, title, is_beside = "orders.Order", pgettext_lazy("money in", "Payment"), True
    template = "receivables/balance.html"

    def context(self, row: Order, user: User) -> dict | None:
        return {"gross": row.gross_amount, "paid": paid_amount(row), "open": open_amount(row), "currency": row.currency} if row.is_booked else None


class ReceiptOfInvoice(Panel):
    """The way to the money that came in for an open invoice."""

    on, title, is_beside = "receivables.Invoice", _("Receipt"), True
    template = "receivables/receive.html"

    def context(self, row: Invoice, user: User) -> dict | None:
        if not row.open_amount or not may(user, "create", Receipt):
            return None
        known = {"account": row.account_id, "amount": row.open_amount, "currency": row.currency}
        return {"open": row.open_amount, "currency": row.currency, "href": f"{address('receivables-receipt-new')}?{urlencode(known)}"}


class CreditOfAccount(Panel):
    on, title, is_beside = "customers.Account", _("Credit"), True
    template = "receivables/credit.html"

    def context(self, row: Account, user: User) -> dict | None:
        """Shown to those who may read the limit; without a known exchange rate there is no figure to show."""
        if shows(user, Account, "credit_limit") != Shows.FULL:
            return None
        try:
            return {"exposure": credit.exposure(row, clock.today())}
        except Refused as refusal:
            return {"refusal": refusal.sentence}


class AgeingOfAccount(Panel):
    on, title = "customers.Account", _("Receivables by age")
    template = "receivables/ageing.html"

    def context(self, row: Account, user: User) -> dict | None:
        return {"ageings": ageing(row, clock.today()), "ages": list(Age)}


class PlansOfOrder(RelatedPanel):
    on, relation, title = "orders.Order", "payment_plans", _("Payment plan")
    columns = ("due_on", Money("amount", **OF_ORDER), "note")


class PaymentsOfOrder(RelatedPanel):
    on, relation, title = "orders.Order", "allocations", pgettext_lazy("money in", "Payments")
    columns = ("receipt", "receipt__received_on", "invoice", Money("amount", currency="receipt__currency"))


class InvoicesOfOrder(RelatedPanel):
    on, relation, title = "orders.Order", "invoices", _("Invoices")
    columns = ("number", Badge("status", tones=INVOICE_TONES), Money("amount"), "issued_on", "due_on")


class InvoicesOfAccount(InvoicesOfOrder):
    on = "customers.Account"


class ReceiptsOfAccount(RelatedPanel):
    on, relation, title = "customers.Account", "receipts", _("Receipts")
    columns = ("number", Badge("kind", tones=KIND_TONES), Money("amount"), "received_on", "method")
