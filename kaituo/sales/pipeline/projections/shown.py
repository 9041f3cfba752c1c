"""The statistical forecast as the forecast page shows it: of the company or of one team, of the period looked at, with its chart."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.ui import formats

from ..choices import ProjectionState
from ..estimates.backtest import NEEDED
from ..models import Opportunity, Projection

DRAWN_BACK, DRAWN_AHEAD = 24, 6
FAINT = 0.18


@dataclass(frozen=True)
class Shown:
    """`choices`: the projections the person may see, the company's first. `figure`: value, low, high of the period; None where nothing is said of it."""

    row: Projection
    choices: list[Projection]
    figure: list[int] | None
    chart: dict[str, Any]
    missing: int

    @property
    def is_reckoned(self) -> bool:
        return self.row.state in (ProjectionState.SMOOTHED, ProjectionState.NAIVE)


def shown(period: Period, user: User, team: str) -> Shown | None:
    """`team`: the key of one, else the widest that the person may see. None where she may see none, or no amounts."""
    if shows(user, Opportunity, "amount") != Shows.FULL:
        return None
    rows = list(visible(user, Projection.objects.all()).select_related("team").order_by("team__code"))
    rows.sort(key=lambda row: row.team_id is not None)
    row = next((each for each in rows if str(each.team_id) == team), rows[0] if rows else None)
    if row is None:
        return None
    return Shown(row, rows, row.ahead.get(period.label), chart(row), max(NEEDED - len(row.history), 0))


def chart(row: Projection) -> dict[str, Any]:
    """Bars of what was won, a line of what is expected, and a band between the bounds."""
    past = row.history[-DRAWN_BACK:]
    ahead = [(label, *figure) for label, figure in row.ahead.items() if len(label) == len("2026-05") and "Q" not in label][:DRAWN_AHEAD]
    nothing: list[Any] = [None] * len(past)
    names = [label for label, _won in past] + [label for label, *_figure in ahead]
    band = {"type": "line", "stack": "band", "symbol": "none", "lineStyle": {"opacity": 0}, "tooltip": {"show": False}, "silent": True}
    return {
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value"},
        "legend": {"data": [_("Won"), _("Statistical forecast")]},
        "series": [
            {"name": _("Won"), "type": "bar", "barMaxWidth": 22, "data": [float(won) for _label, won in past]},
            {"name": _("Statistical forecast"), "type": "line", "symbolSize": 7, "data": nothing + [value for _label, value, _low, _high in ahead]},
            {**band, "name": _("Lower bound"), "data": nothing + [low for _label, _value, low, _high in ahead]},
            {
                **band,
                "name": _("Width of the interval"),
                "data": nothing + [high - low for _label, _value, low, high in ahead],
                "areaStyle": {"opacity": FAINT},
            },
        ],
    }


def judged_rows(row: Projection) -> list[tuple[str, list[int], bool]]:
    """(month, numbers, whether it came within the interval), for the table under the chart."""
    return [(label, numbers, numbers[2] <= numbers[0] <= numbers[3]) for label, *numbers in row.judged]


def in_words(row: Projection) -> str:
    """How near it came, in one sentence."""
    ours, naive = formats.percent(row.error, 0), formats.percent(row.naive_error, 0)
    if row.state == ProjectionState.NAIVE:
        return _("Exponential smoothing was off by %(ours)s, the same month a year ago by %(naive)s: so the same month a year ago is shown.") % {
            "ours": ours,
            "naive": naive,
        }
    said = _("Exponential smoothing was off by %(ours)s, the same month a year ago by %(naive)s.") % {"ours": ours, "naive": naive}
    if row.widening <= 1:
        return said
    more = _("Its own interval held too few months, so it is shown %(times)s times as wide.") % {"times": formats.number(row.widening, 1)}
    return _("%(sentence)s %(next)s") % {"sentence": said, "next": more}
