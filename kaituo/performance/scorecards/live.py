"""A card as it stands this minute, for its page: each line with the way into its records, the total at the present pace, and what one more would change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.choices import COUNT, FLOW
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.ui.readings import entries_behind
from kaituo.performance.goals.engine.pace import elapsed_workdays
from kaituo.performance.scorecards.engine.scoring import reckon
from kaituo.performance.scorecards.engine.trying import Effect, Trial, paced, tried

from .actions import holder_of_card
from .keeping import Keeping
from .models import Scorecard
from .reckoning import Desk, Reckoned

SHOWN = 5
LEAST_SHOWN = Decimal("0.05")
"""Points below this are nothing as people read them."""
DIGITS = 4


@dataclass(frozen=True)
class Sheet:
    """`lines` and `strokes` as kept; `at_pace` is the total at the end of the period at the present pace."""

    card: Scorecard
    total: Decimal | None
    judged_weight: Decimal
    lines: list[dict[str, Any]]
    strokes: list[dict[str, Any]]
    at_pace: Decimal | None
    effects: list[tuple[str, Effect]]
    is_live: bool


def sheet_of(card: Scorecard, today: date) -> Sheet:
    """A final card as it was kept; a running one reckoned now."""
    if not card.is_running:
        return Sheet(card, card.total, card.judged_weight, _opened(card.lines, card), _opened(card.strokes, card), None, [], False)
    desk = Desk(card.template_version, card.period, today=today, holders=holder_of_card(card))
    reckoned, keeping = desk.card(desk.holders[0], in_full=True), Keeping(desk.version)
    found = reckoned.card
    lines, strokes = keeping.lines(found), keeping.strokes(found)
    effects = [] if desk.readings.is_over else _effects(desk, reckoned)
    return Sheet(card, found.total, found.judged_weight, _opened(lines, card), _opened(strokes, card), _at_pace(desk, reckoned, today), effects, True)


def _at_pace(desk: Desk, reckoned: Reckoned, today: date) -> Decimal | None:
    if desk.readings.is_over:
        return None
    elapsed = elapsed_workdays(desk.period, on=today, calendar=desk.calendar)
    return reckon(desk.plan, paced(desk.plan, reckoned.given, desk.flows, elapsed, desk.workdays)).total


def _effects(desk: Desk, reckoned: Reckoned) -> list[tuple[str, Effect]]:
    found = tried(desk.plan, reckoned.given, _trials(reckoned))
    return [(str(MEASURES[effect.trial.key].label), effect) for effect in found[:SHOWN] if effect.change >= LEAST_SHOWN]


def _trials(reckoned: Reckoned) -> list[Trial]:
    """One more of everything that is counted one by one behind the card; a deal or an order brings what hers bring on average."""
    parts: dict[str, Decimal] = {}
    for given in reckoned.given.values():
        parts |= given.parts
    carriers = {name for name, measure in MEASURES.items() if set(measure.carries) & parts.keys()}
    counted = {name for name in parts if MEASURES[name].kind == FLOW and MEASURES[name].unit == COUNT and not MEASURES[name].amount}
    return [Trial(name, _more(name, parts)) for name in sorted(counted | (carriers & parts.keys()))]


def _more(name: str, parts: dict[str, Decimal]) -> dict[str, Decimal]:
    count = parts.get(name)
    carried = {each: quotient(parts[each], count, DIGITS) for each in MEASURES[name].carries if each in parts and count}
    return {name: Decimal(1), **dict.fromkeys(MEASURES[name].also, Decimal(1)), **carried}


def _opened(lines: list[dict[str, Any]], card: Scorecard) -> list[dict[str, Any]]:
    holder = {"person": card.person_id} if card.person_id else {"team": card.team_id}
    return [line | {"href": entries_behind(line["measure"], card.period, **holder)} for line in lines]
