"""Products, prices and quotes."""

from django.utils.translation import gettext_lazy as _

from ..engine.definition import MEASURES
from .report import shelve

shelve(
    "products",
    "products-top",
    _("Top 20 products"),
    _("By amount ordered this year."),
    "orders.OrderLine",
    ["product"],
    ["sum:amount", "sum:quantity", "distinct:order"],
    on="order__ordered_on",
    span="year",
    compare="last_year",
    top=20,
    chart="lying",
)
shelve(
    "products",
    "products-category",
    _("Product categories by quarter"),
    _("How the mix shifts."),
    "orders.OrderLine",
    ["product__category"],
    ["sum:amount"],
    across="order__ordered_on@quarter",
    on="order__ordered_on",
    span="365d",
    chart="stacked",
)
shelve(
    "products",
    "products-discount",
    _("Discounts by person"),
    _("Who gives away how much."),
    MEASURES,
    ["person"],
    ["measure:orders.discount_rate", "measure:orders.discount_given", "measure:orders.booked_revenue"],
    span="quarter",
    compare="peers",
    chart="lying",
)
shelve(
    "products",
    "products-returns",
    _("Returns by month"),
    _("What came back, and which part of what was sold."),
    MEASURES,
    ["month"],
    ["measure:orders.returned", "measure:orders.return_rate"],
    span="365d",
    chart="bar",
)
shelve(
    "products",
    "quotes-people",
    _("Quotes and what became of them"),
    _("By person and state, over the last 90 days."),
    "orders.Quote",
    ["owner"],
    ["count"],
    across="status",
    on="quoted_on",
    span="90d",
    chart="stacked",
)
