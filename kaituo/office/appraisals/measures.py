"""Puts what this room knows on the shelves of reviews and pay files."""

from kaituo.performance.commissions.paycolumns import add_pay_columns
from kaituo.performance.reviews.engagements import register_engagements

from .engagements import CHOICES, people_engaged
from .paycolumns import columns_of_reviews

register_engagements(CHOICES, people_engaged)
add_pay_columns(columns_of_reviews)
