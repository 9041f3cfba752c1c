"""What the figures of a briefing say, chapter by chapter, in sentences to be mended. Each rule states its figure; nothing is guessed."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.ui.formats import percent
from kaituo.foundation.ui.moves import changed, moved, written

from .choices import Part
from .figures import MOVED, ZERO, Figure, Move, Scene

NAMED = 3
FELL_MUCH, COLLECTED_LITTLE, RATE_FELL = Decimal("0.2"), Decimal("0.8"), Decimal("0.05")
WATCHED = ("activities.contact_count", "visits.done_count", "pipeline.created_count", "customers.created_count")
BREAK = "\n"


def drafted(scene: Scene, figures: Sequence[Figure]) -> dict[Part, str]:
    customers = scene.moves("account")
    said = {
        Part.OVERVIEW: _overview(scene, figures),
        Part.PEOPLE: _behind(scene.moves("person")),
        Part.CUSTOMERS: [*_behind(customers), *_gone(customers)],
        Part.PRODUCTS: _behind(scene.moves("product")),
        Part.NEXT: _next(scene, figures, customers),
    }
    return {part: BREAK.join(lines) for part, lines in said.items()}


def _overview(scene: Scene, figures: Sequence[Figure]) -> list[str]:
    so_far = [_("The period is not over: it stands beside as many days of the one before.")] if scene.is_running else []
    lines = [moved(each.measure, each.value, each.before) for each in figures if each.value is not None]
    return [*so_far, *lines, *_against_last_year(figures)]


def _against_last_year(figures: Sequence[Figure]) -> list[str]:
    found = _of(figures, MOVED)
    if found is None or not found.year_ago or found.value is None:
        return []
    said = {
        "measure": found.measure.label,
        "change": changed(found.measure, found.value, found.year_ago),
        "then": written(found.measure, found.year_ago),
    }
    if found.value >= found.year_ago:
        return [_("Against a year ago (%(then)s), %(measure)s rose by %(change)s.") % said]
    return [_("Against a year ago (%(then)s), %(measure)s fell by %(change)s.") % said]


def _behind(moves: Sequence[Move]) -> list[str]:
    """Who moved the sum, and which part of all rises or falls those named are."""
    rose, fell = [move for move in moves if move.by > 0], [move for move in reversed(moves) if move.by < 0]
    up, down = _("More than before: %(names)s (%(share)s of all rises)."), _("Less than before: %(names)s (%(share)s of all falls).")
    return [_told(sentence, side) for sentence, side in ((up, rose), (down, fell)) if side] or [_("Nothing moved that has a name here.")]


def _told(sentence: str, side: Sequence[Move]) -> str:
    named, whole = side[:NAMED], sum((abs(move.by) for move in side), ZERO)
    return sentence % {
        "names": "、".join(_with_amount(move) for move in named),
        "share": percent(sum((abs(move.by) for move in named), ZERO) / whole, 0),
    }


def _with_amount(move: Move) -> str:
    return f"{move.name} {'+' if move.by > 0 else '−'}{written(MEASURES[MOVED], abs(move.by))}"


def _gone(customers: Sequence[Move]) -> list[str]:
    """Who bought before and nothing now, the largest first."""
    gone = [move for move in reversed(customers) if move.before > 0 and move.value <= 0]
    if not gone:
        return []
    count = len(gone)
    sentence = ngettext(
        "%(num)s customer that bought before bought nothing now: %(names)s.",
        "%(num)s customers that bought before bought nothing now: %(names)s.",
        count,
    )
    names = "、".join(f"{move.name} ({written(MEASURES[MOVED], move.before)})" for move in gone[:NAMED])
    return [sentence % {"num": count, "names": names + ("…" if count > NAMED else "")}]


def _next(scene: Scene, figures: Sequence[Figure], customers: Sequence[Move]) -> list[str]:
    lines = [*_collections(figures), *_overdue(scene), *_win_rate(figures), *_less_work(figures), *_fallen(customers)]
    return lines or [_("Nothing stands out by the rules looked at: collections, overdue money, win rate, activity, falling customers.")]


def _collections(figures: Sequence[Figure]) -> list[str]:
    booked, received = _of(figures, MOVED), _of(figures, "receivables.received")
    if not booked or not received or not booked.value or received.value is None or received.value >= booked.value * COLLECTED_LITTLE:
        return []
    said = {
        "received": written(received.measure, received.value),
        "booked": written(booked.measure, booked.value),
        "share": percent(received.value / booked.value, 0),
    }
    return [_("Money comes in more slowly than orders: %(received)s received against %(booked)s booked (%(share)s).") % said]


def _overdue(scene: Scene) -> list[str]:
    amount = scene.overdue()
    return (
        [_("Overdue at the end: %(amount)s. Go through it with finance, the oldest first.") % {"amount": written(MEASURES[MOVED], amount)}]
        if amount
        else []
    )


def _win_rate(figures: Sequence[Figure]) -> list[str]:
    rate = _of(figures, "pipeline.win_rate")
    if not rate or rate.value is None or rate.before is None or rate.before - rate.value < RATE_FELL:
        return []
    return [
        _("Fewer deals are won (%(now)s after %(before)s): look at why the lost ones were lost.")
        % {"now": percent(rate.value), "before": percent(rate.before)}
    ]


def _less_work(figures: Sequence[Figure]) -> list[str]:
    fallen = [
        each
        for each in figures
        if each.measure.name in WATCHED and each.value is not None and each.before and each.value < each.before * (1 - FELL_MUCH)
    ]
    names = "、".join(f"{each.measure.label} −{changed(each.measure, each.value or ZERO, each.before or ZERO)}" for each in fallen)
    return [_("There was clearly less of what brings the next orders: %(names)s.") % {"names": names}] if fallen else []


def _fallen(customers: Sequence[Move]) -> list[str]:
    """Who still buys, but by more than a fifth less."""
    fallen = [move for move in reversed(customers) if move.value > 0 and move.value < move.before * (1 - FELL_MUCH)][:NAMED]
    names = "、".join(_with_amount(move) for move in fallen)
    return [_("Ask these customers why they bought less: %(names)s.") % {"names": names}] if fallen else []


def _of(figures: Sequence[Figure], name: str) -> Figure | None:
    return next((each for each in figures if each.measure.name == name), None)
