"""Where cohorts, baskets and RFM are found: among the ready reports, and on the page of a product."""

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.screens.parts import Panel
from kaituo.office.reports.engine.definition import MEASURES
from kaituo.office.reports.ready import Shape, shelve_shape
from kaituo.office.reports.ready.report import Parameters
from kaituo.office.reports.sheets import Sheet
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order
from kaituo.sales.segments.models import Worth

from . import baskets, cohorts, rfm


def _draw_cohorts(query: QueryDict, user: User) -> Sheet:
    return cohorts.sheet_for(cohorts.Asked.of(query, timezone.localdate()), user)


def _draw_baskets(query: QueryDict, user: User) -> Sheet:
    return baskets.sheet_for(baskets.Asked.of(query, timezone.localdate()), user)


def _draw_rfm(query: QueryDict, user: User) -> Sheet:
    return rfm.sheet_for(rfm.Asked.of(query), user)


def _to_team(_span: str, team: str) -> Parameters:
    """A history of customers has its own days."""
    return {"team": (team,)} if team else {}


def _to_span_and_team(span: str, team: str) -> Parameters:
    return {**({"span": (span,)} if span in baskets.SPANS else {}), **_to_team(span, team)}


COHORTS = shelve_shape(
    "customers",
    "customers-cohorts",
    _("Cohorts of customers"),
    _("Who began in the same month or quarter, how many came back, and what they brought."),
    MEASURES,
    Shape("behaviour-cohorts", _draw_cohorts, (Entry, Account), _to_team),
)
BASKETS = shelve_shape(
    "customers",
    "customers-baskets",
    _("Bought together"),
    _("Which products go together in one order, or with one customer."),
    "orders.Order",
    Shape("behaviour-baskets", _draw_baskets, (Account, Order), _to_span_and_team),
)
RFM = shelve_shape(
    "customers",
    "customers-rfm",
    _("Customers by RFM"),
    _("Eight types by how lately, how often and for how much they bought, and whom to keep or win back."),
    "segments.Worth",
    Shape("behaviour-rfm", _draw_rfm, (Account, Worth), _to_team),
)


class BoughtWith(Panel):
    """The way to what is bought with a product; it is reckoned only where somebody asks."""

    on = "catalog.Product"
    template = "behaviour/parts/bought_with.html"
    is_beside = True

    def context(self, row: Product, user: User) -> dict | None:
        return {"product": row} if may(user, VIEW, Order) else None
