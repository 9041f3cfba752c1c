"""Puts what this room knows on the shelves of goals, reviews and pay files."""

from kaituo.performance.commissions.paycolumns import add_pay_columns
from kaituo.performance.goals.absences import register_absences
from kaituo.performance.reviews.engagements import register_engagements

from .engagements import CHOICES, people_engaged
from .leaves import away_of
from .paycolumns import columns_of_reviews

register_absences(away_of)
register_engagements(CHOICES, people_engaged)
add_pay_columns(columns_of_reviews)
