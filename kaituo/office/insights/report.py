"""What a report is: heads, lines of cells, a chart and a sentence; and the shelf on which they stand. Screen and file show the same lines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry

from .asked import Asked
from .figures import Figure

REPORTS: dict[str, "Report"] = {}


@dataclass(frozen=True)
class Head:
    """`unit` says how the cells below are written: "" (text), money, count, days, share."""

    label: Any
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    value: Any
    href: str = ""
    tone: str = ""


@dataclass
class Result:
    """`summary` is what a screen reader says of the chart; `bands` (name, count, address) are drawn as a funnel instead; `notes` say how the numbers were
    made."""

    heads: list[Head]
    lines: list[list[Cell]]
    summary: str = ""
    chart: dict[str, Any] | None = None
    total: list[Cell] | None = None
    notes: list[Any] = field(default_factory=list)
    bands: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """`controls` names the choices above it: measure, by, period, person, team, grain, pipeline, span."""

    slug: str
    title: Any
    text: Any
    icon: str
    build: Callable[[Asked, User], Result]
    controls: tuple[str, ...] = ("period", "person", "team")
    choices: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    """Of the control `by` or `grain`, what may be chosen; the first is usual."""
    usual: str = "year"
    model: Any = Entry

    def allowed(self, user: User) -> bool:
        return may(user, VIEW, self.model)


def shelve(report: Report) -> Report:
    REPORTS[report.slug] = report
    return report


def originals_text(figure: Figure, base: str) -> str:
    """What foreign currencies are in a number, each for itself: "EUR 300.00 · USD 20.00"."""
    return " · ".join(f"{currency} {amount:,.2f}" for currency, amount in sorted(figure.originals) if currency not in ("", base))


def bars(names: list[str], values: list[tuple[Any, str]], label: str, *, lying: bool = False) -> dict[str, Any]:
    """Options of a bar chart whose every bar opens its entries; `values` are (number, address)."""
    data = [{"value": _plain(value), "href": href} for value, href in values]
    names_axis, value_axis = {"type": "category", "data": names}, {"type": "value"}
    if lying:
        names_axis["inverse"] = True
    axes = {"yAxis": names_axis, "xAxis": value_axis} if lying else {"xAxis": names_axis, "yAxis": value_axis}
    return axes | {"series": [{"type": "bar", "name": label, "data": data, "barMaxWidth": 28}]}


def series(kind: str, name: str, values: list[tuple[Any, str]], **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "data": [{"value": _plain(value), "href": href} for value, href in values], **more}


def _plain(value: Any) -> str | int | None:
    """Numbers travel to the chart as text, so that no digit is lost on the way."""
    return None if value is None else str(value)
