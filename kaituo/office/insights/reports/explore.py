"""The explorer: any measure by any of its dimensions; and the ranking of people or teams, which is the same with fewer choices."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import Measure

from ..asked import Asked
from ..dimensions import DIMENSIONS, dimensions_of
from ..figures import readable_measures
from ..report import Report, Result, shelve
from .breakdown import broken_down

FAVOURITE = "orders.booked_revenue"


def measure_of(asked: Asked, user: User) -> Measure | None:
    """The one asked for if the person may read it, else the favourite, else the first."""
    readable = {measure.name: measure for measure in readable_measures(user)}
    wanted = asked.measure.name if asked.measure else FAVOURITE
    return readable.get(wanted) or readable.get(FAVOURITE) or next(iter(readable.values()), None)


def explore(asked: Asked, user: User) -> Result:
    measure = measure_of(asked, user)
    if measure is None:
        return Result([], [])
    offered = {dimension.name: dimension for dimension in dimensions_of(measure)}
    return broken_down(measure, offered.get(asked.by, DIMENSIONS["person"]), asked, user)


shelve(
    Report(
        "explore",
        _("Explorer"),
        _("Any number, broken down by people, time, products, accounts or stages."),
        "zoom-in",
        explore,
        ("measure", "by", "period", "person", "team"),
    )
)
