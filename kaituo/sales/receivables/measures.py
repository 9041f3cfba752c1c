"""What receivables can count. Cash for an order is credited like the order itself; other cash to whoever is responsible for the receipt."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, MONEY, RATIO, SHARE, Direction, Family, Keeper
from kaituo.foundation.metrics.measure import Credit, measure, owner_credited
from kaituo.sales.orders.credits import credited

from .models import Allocation, Invoice, Receipt


def of_allocation(rows: Iterable[Allocation]) -> dict[int, list[Credit]]:
    rows = list(rows)
    alone = {row.pk: [Credit(row.receipt.owner_id, Decimal(1))] for row in rows if not row.order_id}
    return alone | credited({row.pk: row.order for row in rows if row.order_id})


OF_INVOICE = {"receivables.Invoice": "pk", "receivables.Allocation": "allocations", "receivables.Receipt": "allocations__receipt"}
_declare = partial(measure, family=Family.MONEY, keeper=Keeper.FINANCE)
_owed = partial(
    _declare,
    kind=LEVEL,
    unit=MONEY,
    rows=lambda: Invoice.objects.issued().with_paid(),
    on="due_on",
    amount="open_amount",
    currency="currency",
    credit=owner_credited(),
    follows=OF_INVOICE,
)

_declare(
    "receivables.received",
    _("Receipts"),
    kind=FLOW,
    unit=MONEY,
    rows=Receipt.objects.standing,
    on="received_on",
    amount="amount",
    currency="currency",
    credit=owner_credited(),
    follows={"receivables.Receipt": "pk"},
    note=_("All money in less refunds, on the day it came"),
)
_declare(
    "receivables.collected",
    _("Collected on orders"),
    kind=FLOW,
    unit=MONEY,
    rows=lambda: Allocation.objects.standing().select_related("receipt", "order"),
    on="receipt__received_on",
    amount="amount",
    currency="receipt__currency",
    credit=of_allocation,
    follows={
        "receivables.Allocation": "pk",
        "receivables.Receipt": "receipt",
        "orders.Order": "order",
        "orders.OrderCredit": "order__credits",
    },
    note=_("Money allocated to orders and invoices, with tax, on the day it came"),
)
_declare(
    "receivables.invoiced",
    _("Invoiced"),
    kind=FLOW,
    unit=MONEY,
    rows=Invoice.objects.issued,
    on="issued_on",
    amount="amount",
    currency="currency",
    credit=owner_credited(),
    follows={"receivables.Invoice": "pk"},
    note=_("Issued invoices with tax, on the day of issue"),
)
_owed(
    "receivables.overdue",
    _("Overdue"),
    due_only=True,
    direction=Direction.LESS,
    note=_("What is still unpaid of issued invoices; asked up to a day it gives what was due before that day"),
)
_owed("receivables.outstanding", _("Outstanding"), direction=Direction.NEUTRAL, note=_("What is still unpaid of issued invoices, due or not"))
_declare(
    "receivables.overdue_count",
    _("Overdue invoices"),
    kind=LEVEL,
    unit=COUNT,
    rows=lambda: Invoice.objects.issued().owing(),
    on="due_on",
    credit=owner_credited(),
    follows=OF_INVOICE,
    due_only=True,
    direction=Direction.LESS,
    note=_("Issued invoices that are not wholly paid although their day has passed"),
)
_declare(
    "receivables.overdue_share",
    _("Overdue share"),
    kind=RATIO,
    unit=SHARE,
    direction=Direction.LESS,
    formula="overdue / outstanding",
    names={"overdue": "receivables.overdue", "outstanding": "receivables.outstanding"},
    note=_("Overdue ÷ outstanding"),
)
_declare(
    "receivables.collection_rate",
    _("Collection rate"),
    kind=RATIO,
    unit=SHARE,
    formula="received / invoiced",
    names={"received": "receivables.received", "invoiced": "receivables.invoiced"},
    note=_("Receipts ÷ invoiced, of the same days"),
)
