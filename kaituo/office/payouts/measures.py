"""Tells commissions how customers pay for what orders earn, and what is known of these orders."""

from kaituo.performance.commissions.cash import register_cash_source, register_collection_source
from kaituo.performance.commissions.facts import register_fact_source

from .cash import cash_behind
from .collected import collections_behind
from .facts import facts_behind

OF_ORDERS = ("orders.booked_revenue", "orders.margin", "orders.units", "orders.order_count")

for _name in OF_ORDERS:
    register_cash_source(_name, cash_behind)
    register_collection_source(_name, collections_behind)
    register_fact_source(_name, facts_behind)
