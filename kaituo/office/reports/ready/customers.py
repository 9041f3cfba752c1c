"""Who the customers are, and how they grow, stay or fall silent."""

from django.utils.translation import gettext_lazy as _

from kaituo.sales.orders.choices import NOT_BOOKED, OrderStatus

from .report import shelve

BOOKED = [status for status in OrderStatus.values if status not in NOT_BOOKED]

shelve(
    "customers",
    "customers-top",
    _("Top 20 customers"),
    _("By orders of this year, beside the same days of last year."),
    "orders.Order",
    ["account"],
    ["sum:net_amount", "count"],
    on="ordered_on",
    span="year",
    compare="last_year",
    top=20,
    chart="lying",
    filters={"status": BOOKED},
)
shelve(
    "customers",
    "customers-abc",
    _("Customers by ABC"),
    _("How much of the revenue few customers bring."),
    "segments.Worth",
    ["abc"],
    ["count", "sum:revenue", "avg:revenue"],
    chart="ring",
    sort="row",
)
shelve(
    "customers",
    "customers-life",
    _("Customers by stage of life"),
    _("New, growing, steady, declining, lost."),
    "segments.Worth",
    ["stage"],
    ["count", "sum:revenue"],
    across="abc",
    chart="stacked",
)
shelve(
    "customers",
    "customers-silent",
    _("Silent customers by person"),
    _("Contact was due before today."),
    "segments.Worth",
    ["account__owner"],
    ["count", "sum:revenue"],
    filters={"contact_due_on": ["past"]},
    chart="lying",
)
shelve(
    "customers",
    "customers-region",
    _("Customers and orders by region"),
    _("Where customers are and where they order."),
    "orders.Order",
    ["account__region"],
    ["distinct:account", "count", "sum:net_amount"],
    on="ordered_on",
    span="year",
    chart="bar",
    sort="-C",
    formulas=[[_("Per customer"), "C / A", "money"]],
)
shelve(
    "customers",
    "customers-industry",
    _("Orders by industry and quarter"),
    _("Which trades grow."),
    "orders.Order",
    ["account__industry"],
    ["sum:net_amount"],
    across="ordered_on@quarter",
    on="ordered_on",
    span="365d",
    chart="stacked",
)
shelve(
    "customers",
    "customers-new",
    _("New customers by month and region"),
    _("When records of customers were made."),
    "customers.Account",
    ["created_at@month"],
    ["count"],
    across="region",
    on="created_at",
    span="365d",
    chart="stacked",
)
