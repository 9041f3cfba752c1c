"""Where deals leak, by person: of those that stood in a stage and left it, which part was lost there. Deals that still stand in it are not judged."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kaituo.foundation.identity.models import User
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

from ..asked import Asked
from ..report import Cell, Head, Report, Result, bars, shelve
from .funnel import deals, pipeline_of

ENOUGH = 5
"""Below so many deals that left a stage a share says nothing about a person."""


@dataclass
class Left:
    """Of one stage: how many deals were lost in it, how many went on."""

    lost: int = 0
    passed: int = 0

    @property
    def count(self) -> int:
        return self.lost + self.passed

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.lost) / self.count if self.count else None


@dataclass
class Leaks:
    """One person's, or all together: by place of the stage."""

    stages: dict[int, Left] = field(default_factory=lambda: defaultdict(Left))
    deals: int = 0

    @property
    def lost(self) -> int:
        return sum(each.lost for each in self.stages.values())

    def add(self, place: int, count: int, lost: int, is_won: bool) -> None:
        """`place`: the furthest stage reached. Of a deal that is open nothing is known of that stage yet."""
        self.deals += count
        for earlier in range(place):
            self.stages[earlier].passed += count
        self.stages[place].lost += lost
        self.stages[place].passed += count if is_won else 0

    def worst(self) -> int | None:
        """The stage where the largest part is lost, of those with enough deals."""
        judged = [(left.rate or Decimal(0), place) for place, left in self.stages.items() if left.count >= ENOUGH and left.lost]
        return max(judged)[1] if judged else None


def leaks_of(asked: Asked, pipeline: Pipeline, stages: list[Stage], user: User) -> tuple[dict[int, Leaks], Leaks]:
    """By person, and all together; summed in the database at one reading."""
    places = {stage.pk: place for place, stage in enumerate(stages)}
    found: dict[int, Leaks] = defaultdict(Leaks)
    whole = Leaks()
    rows = deals(asked, pipeline, user).order_by().annotate(is_won=Q(won_on__isnull=False))
    grouped = rows.values_list("owner", "furthest_stage", "is_won")
    for owner, furthest, is_won, count, lost in grouped.annotate(count=Count("pk"), lost=Count("pk", Q(lost_on__isnull=False))):
        place = len(stages) - 1 if is_won else places.get(furthest)
        for each in (found[owner], whole) if place is not None else ():
            each.add(place, count, lost, is_won)
    return found, whole


def leakage(asked: Asked, user: User) -> Result:
    pipeline = pipeline_of(asked)
    stages = list(pipeline.stages.in_order().filter(kind="open")) if pipeline else []
    if pipeline is None or not stages:
        return Result([], [])
    found, whole = leaks_of(asked, pipeline, stages, user)
    people = {row.pk: row for row in User.objects.filter(pk__in=found)}
    ordered = sorted(((people[pk], leaks) for pk, leaks in found.items()), key=lambda pair: (-pair[1].lost, pair[0].sort_key))
    heads = [Head(_("Person")), Head(_("Deals"), "count"), Head(pgettext("deals", "Lost"), "count")]
    heads += [Head(_("Lost in: %(stage)s") % {"stage": stage}, "share") for stage in stages]
    heads += [Head(_("Loses most in"))]
    lines = [_line(str(person), leaks, stages, asked, person.pk) for person, leaks in ordered]
    result = Result(heads, lines, _summary(whole, stages), notes=_notes())
    result.total = _line(_("Total"), whole, stages, asked, asked.person) if lines else None
    values = [(_percent(whole.stages[place].rate), _href(asked, stage, asked.person)) for place, stage in enumerate(stages)]
    result.chart = bars([str(stage) for stage in stages], values, _("Lost in the stage, in percent")) if whole.lost else None
    return result


def _line(name: str, leaks: Leaks, stages: list[Stage], asked: Asked, person: int | None) -> list[Cell]:
    worst = leaks.worst()
    cells = [_cell(leaks.stages[place], asked, stage, person, place == worst) for place, stage in enumerate(stages)]
    return [Cell(name), Cell(leaks.deals), Cell(leaks.lost), *cells, Cell(str(stages[worst]) if worst is not None else "")]


def _cell(left: Left, asked: Asked, stage: Stage, person: int | None, is_worst: bool) -> Cell:
    return Cell(left.rate, _href(asked, stage, person) if left.lost else "", "bad" if is_worst else "")


def _href(asked: Asked, stage: Stage, person: int | None) -> str:
    days = {"period": asked.word} if asked.word else {"from": asked.start or "", "to": asked.last_day or ""}
    query = {"stage": stage.pk, "pipeline": stage.pipeline_id, "lost": 1, **days, **asked.scope} | ({"person": person} if person else {})
    return f"{reverse('insights-funnel-deals')}?{urlencode({name: value for name, value in query.items() if value})}"


def _percent(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else round(rate * 100, 1)


def _summary(whole: Leaks, stages: list[Stage]) -> str:
    worst = whole.worst()
    if worst is None:
        return ""
    left = whole.stages[worst]
    said = {"stage": stages[worst], "lost": left.lost, "count": left.count}
    return _("Most is lost in “%(stage)s”: %(lost)s of %(count)s deals that left it. The table below has every number.") % said


def _notes() -> list[str]:
    return [
        _("Deals begun in the period, under who is responsible today; of those that stood in a stage and left it, the part that was lost there."),
        _("Deals that still stand in a stage are not judged. Marked is where each loses most, of stages that at least %(count)s deals left.")
        % {"count": ENOUGH},
    ]


shelve(
    Report(
        "leakage",
        gettext_lazy("Leaks of the funnel by person"),
        gettext_lazy("In which stage who loses how much."),
        "filter",
        leakage,
        ("pipeline", "period", "person", "team"),
        model=Opportunity,
    )
)
