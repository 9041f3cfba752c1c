"""The screens of quotes and orders, and what they add to an account's page."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money
from kaituo.foundation.screens.parts import Board, Calendar, Facts, Lines, Page, Papers, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen

from . import actions
from .choices import ORDER_TONES, QUOTE_TONES
from .models import Order, OrderCredit, OrderLine, Quote, QuoteLine, Return
from .panels import RelatedPanel

SHARE = {"kind": "share"}
LINE_FIELDS = ("product", "description", "quantity", "unit_price", "discount_rate", "tax_rate", "position")


def line_columns(parent: str) -> tuple[Column | str, ...]:
    currency = f"{parent}__currency"
    money = [Money(name, currency=currency) for name in ("unit_price", "amount")]
    return ("product", "description", "quantity", money[0], Column("discount_rate", **SHARE), Column("tax_rate", **SHARE), money[1])


class QuoteScreen(Screen):
    model = Quote
    group, icon, order = "sales", "file-description", 40
    quick = True
    table = Columns(
        "number",
        "account",
        Badge("status", tones=QUOTE_TONES),
        Money("net_amount"),
        "owner",
        "quoted_on",
        "valid_until_on",
        total="net_amount",
        hidden=("contact", "legal_entity", Money("gross_amount"), "decided_on", "updated_at"),
    )
    filters = ("status", "owner", "team", "account", "quoted_on", "valid_until_on", "currency", "net_amount", "tags")
    finds = ("number", "account__name", "account__sort_key")
    fields = ("number", "account", "contact", "opportunity", "legal_entity", "currency", "quoted_on", "valid_until_on", "discount_rate", "notes")
    presets = ("legal_entity",)
    lines = (Lines(QuoteLine, LINE_FIELDS, through="quote", extra=3),)
    board = Board(by="status", card=("number", "account", Money("net_amount"), "owner"), total="net_amount")
    page = Page(
        Facts(
            Badge("status", tones=QUOTE_TONES),
            "account",
            "contact",
            "opportunity",
            "owner",
            "legal_entity",
            "quoted_on",
            "valid_until_on",
            Column("discount_rate", **SHARE),
            Money("net_amount"),
            Money("tax_amount"),
            Money("gross_amount"),
            "reason",
            "notes",
        ),
        Related("lines", *line_columns("quote"), size=200),
        Related("orders", "number", Badge("status", tones=ORDER_TONES), Money("net_amount"), "ordered_on"),
        beside=(Timeline(), Papers("orders-quote-paper")),
    )
    sheet = Sheet(key="number")
    buttons = (actions.send, actions.accept, actions.order, actions.reject, actions.expire, actions.hand_over)
    forward = (actions.send, actions.accept, actions.order)
    bulk = (actions.send, actions.hand_over, archive)


class OrderScreen(Screen):
    model = Order
    group, icon, order = "sales", "shopping-cart", 50
    pinned = 6
    quick = True
    table = Columns(
        "number",
        "account",
        Badge("status", tones=ORDER_TONES),
        Money("net_amount"),
        "owner",
        "ordered_on",
        "required_on",
        "delivered_on",
        total="net_amount",
        hidden=("contact", "legal_entity", "quote", Money("tax_amount"), Money("gross_amount"), "confirmed_on", "cancelled_on", "updated_at"),
    )
    filters = ("status", "owner", "team", "account", "ordered_on", "required_on", "delivered_on", "legal_entity", "currency", "net_amount", "tags")
    finds = ("number", "account__name", "account__sort_key")
    fields = ("number", "account", "contact", "opportunity", "legal_entity", "currency", "ordered_on", "required_on", "discount_rate", "notes")
    presets = ("legal_entity",)
    lines = (Lines(OrderLine, LINE_FIELDS, through="order", extra=3),)
    board = Board(by="status", card=("number", "account", Money("net_amount"), "owner"), total="net_amount")
    calendar = Calendar(on="required_on")
    page = Page(
        Facts(
            Badge("status", tones=ORDER_TONES),
            "account",
            "contact",
            "opportunity",
            "owner",
            "credited_to",
            "legal_entity",
            "quote",
            "ordered_on",
            "confirmed_on",
            "required_on",
            "delivered_on",
            "cancelled_on",
            Column("discount_rate", **SHARE),
            Money("net_amount"),
            Money("tax_amount"),
            Money("gross_amount"),
            "reason",
            "notes",
        ),
        Related("lines", *line_columns("order"), size=200),
        Related("credits", "person", Column("share", **SHARE)),
        Related("returns", "number", "returned_on", "reason"),
        beside=(Timeline(), Papers("orders-order-paper")),
    )
    sheet = Sheet(
        key="number",
        fields=(
            "number",
            "account",
            "opportunity",
            "owner",
            "status",
            "currency",
            "ordered_on",
            "confirmed_on",
            "required_on",
            "delivered_on",
            "cancelled_on",
            "discount_rate",
            "reason",
            "notes",
        ),
    )
    buttons = (
        actions.confirm,
        actions.deliver,
        actions.release,
        actions.resolve,
        actions.ask_approval,
        actions.share_credit,
        actions.hold,
        actions.dispute,
        actions.take_back,
        actions.reassign,
        actions.cancel,
    )
    forward = (actions.confirm, actions.deliver, actions.release, actions.resolve)
    bulk = (actions.confirm, actions.deliver, actions.reassign, archive)


class OrderLineScreen(Screen):
    """Reached from a number that opens into its lines; written through the order."""

    model = OrderLine
    slug = "order-lines"
    table = Columns(
        "order",
        "order__account",
        "product",
        "description",
        "quantity",
        Money("unit_price", currency="order__currency"),
        Money("amount", currency="order__currency"),
        "order__ordered_on",
    )
    filters = ("order__status", "order__owner", "product", "order__ordered_on")
    finds = ("order__number", "description", "product__name", "product__sort_key")
    page = Page(
        Facts("order", "order__account", *line_columns("order"), Money("unit_cost", currency="order__currency"), "returned"), beside=(Timeline(),)
    )
    sheet = Sheet(key="order", fields=("order", *LINE_FIELDS, "unit_cost"))


class OrderCreditScreen(Screen):
    """To be read: the shares of an order are said all at once, with the order's own verb."""

    model = OrderCredit
    slug = "order-credits"
    table = Columns(
        "order",
        "order__account",
        "person",
        Column("share", **SHARE),
        Badge("order__status", tones=ORDER_TONES),
        Money("order__net_amount", currency="order__currency"),
        "order__confirmed_on",
    )
    filters = ("person", "order__owner", "order__status", "order__ordered_on")
    finds = ("order__number", "order__account__name", "order__account__sort_key")
    page = Page(
        Facts("order", "order__account", "order__owner", "person", Column("share", **SHARE), Money("order__net_amount", currency="order__currency")),
        beside=(Timeline(),),
    )


class ReturnScreen(Screen):
    model = Return
    group, icon, order = "sales", "arrow-back-up", 55
    table = Columns("number", "order", "order__account", "order__owner", "returned_on", "reason")
    filters = ("order__owner", "returned_on")
    finds = ("number", "order__number", "order__account__name")
    page = Page(Facts("order", "returned_on", "reason"), Related("lines", *line_columns("order"), size=200), beside=(Timeline(),))


class QuotesOfAccount(RelatedPanel):
    on, relation, title = "customers.Account", "quotes", _("Quotes")
    columns = ("number", Badge("status", tones=QUOTE_TONES), Money("net_amount"), "quoted_on", "owner")


class OrdersOfAccount(RelatedPanel):
    on, relation, title = "customers.Account", "orders", _("Orders")
    columns = ("number", Badge("status", tones=ORDER_TONES), Money("net_amount"), "ordered_on", "owner")


class QuotesOfOpportunity(QuotesOfAccount):
    on = "pipeline.Opportunity"


class OrdersOfOpportunity(OrdersOfAccount):
    on = "pipeline.Opportunity"
