"""Where cohorts and baskets are found: among the ready reports, and on the page of a product."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Panel
from kaituo.office.reports.engine.definition import MEASURES
from kaituo.office.reports.ready import shelve_page
from kaituo.sales.catalog.models import Product
from kaituo.sales.orders.models import Order

COHORTS = shelve_page(
    "customers",
    "customers-cohorts",
    _("Cohorts of customers"),
    _("Who began in the same month or quarter, how many came back, and what they brought."),
    MEASURES,
    "behaviour-cohorts",
)
BASKETS = shelve_page(
    "customers",
    "customers-baskets",
    _("Bought together"),
    _("Which products go together in one order, or with one customer."),
    "orders.Order",
    "behaviour-baskets",
)


class BoughtWith(Panel):
    """The way to what is bought with a product; it is reckoned only where somebody asks."""

    on = "catalog.Product"
    template = "behaviour/parts/bought_with.html"
    is_beside = True

    def context(self, row: Product, user: User) -> dict | None:
        return {"product": row} if may(user, VIEW, Order) else None
