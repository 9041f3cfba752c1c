"""Tells commissions how customers pay for what orders earn, what is known of these orders, and what a pay file may say of people."""

from kaituo.performance.commissions.cash import register_cash_source, register_collection_source
from kaituo.performance.commissions.facts import register_fact_source
from kaituo.performance.commissions.paycolumns import add_pay_columns

from .cash import cash_behind, moved_orders
from .collected import collections_behind
from .facts import facts_behind
from .paycolumns import columns_of_staff

OF_ORDERS = ("orders.booked_revenue", "orders.margin", "orders.units", "orders.order_count")

for _name in OF_ORDERS:
    register_cash_source(_name, cash_behind, moved_orders)
    register_collection_source(_name, collections_behind)
    register_fact_source(_name, facts_behind)
add_pay_columns(columns_of_staff)
