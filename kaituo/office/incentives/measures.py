"""Puts what this room knows on the shelves of contests and pay files."""

from kaituo.performance.commissions.paycolumns import add_pay_columns, add_payees
from kaituo.performance.contests.suspicions import add_check

from .deals import doubtful_deals
from .orders import back_dated_orders, reversed_orders, split_orders
from .paycolumns import columns_of_prizes, people_with_prizes

for _check in (split_orders, back_dated_orders, reversed_orders, doubtful_deals):
    add_check(_check)
add_pay_columns(columns_of_prizes)
add_payees(people_with_prizes)
