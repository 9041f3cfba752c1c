"""Who is first: people or teams on a measure."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User

from ..asked import Asked
from ..dimensions import DIMENSIONS
from ..report import Report, Result, shelve
from .breakdown import broken_down
from .explore import measure_of


def ranking(asked: Asked, user: User) -> Result:
    measure = measure_of(asked, user)
    dimension = DIMENSIONS["team" if asked.by == "team" else "person"]
    return broken_down(measure, dimension, asked, user) if measure else Result([], [])


shelve(
    Report(
        "ranking",
        _("Ranking"),
        _("People or teams on one measure."),
        "trophy",
        ranking,
        ("measure", "by", "period", "team"),
        {"by": [("person", _("People")), ("team", _("Teams"))]},
        usual="quarter",
    )
)
