"""Tells commissions how customers pay for what orders earn: these measures may be paid out as the order is collected."""

from kaituo.performance.commissions.cash import register_cash_source

from .cash import cash_behind

OF_ORDERS = ("orders.booked_revenue", "orders.margin", "orders.units", "orders.order_count")

for _name in OF_ORDERS:
    register_cash_source(_name, cash_behind)
