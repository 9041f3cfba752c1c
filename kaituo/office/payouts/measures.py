"""Tells commissions how customers pay for what orders earn, so that it may be paid out as the order is collected; and what a pay file may say of people."""

from kaituo.performance.commissions.cash import register_cash_source
from kaituo.performance.commissions.paycolumns import add_pay_columns

from .cash import cash_behind, moved_orders
from .paycolumns import columns_of_staff

OF_ORDERS = ("orders.booked_revenue", "orders.margin", "orders.units", "orders.order_count")

for _name in OF_ORDERS:
    register_cash_source(_name, cash_behind, moved_orders)
add_pay_columns(columns_of_staff)
