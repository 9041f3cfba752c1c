"""What the figures of a report say, in sentences to be mended: what moved, by how much, and for a leader whose people explain it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.choices import Kind
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question, breakdown, total
from kaituo.foundation.ui.moves import moved, written

from . import rhythm
from .figures import Figure
from .models import ReportTemplate

NAMED = 2
"""So many people are named on either side."""
Moves = list[tuple[int, Decimal]]


def said_by_figures(template: ReportTemplate, period: Period, person: User) -> list[str]:
    """One line for each figure over all that the writer sees: a rep her own, a leader her people's; a second where her people explain it."""
    past = rhythm.before(template.rhythm, period, work_calendar())
    lines: list[str] = []
    for name in template.measures:
        if name in MEASURES:
            figure = Figure(MEASURES[name], _seen(name, period, person), _seen(name, past, person))
            lines += [moved(figure.measure, figure.value, figure.before), *_explained(figure.measure, period, past, person)]
    return lines


def _seen(name: str, span: Period, person: User) -> Decimal | None:
    return total(name, Question(span.start, span.end), by=person)


def _explained(measure: Measure, period: Period, past: Period, person: User) -> list[str]:
    """Sums alone add up from people; of whoever sees only herself nothing is said."""
    if measure.kind != Kind.FLOW:
        return []
    moves = _moves(measure, period, past, person)
    if len(moves) < 2:
        return []
    names = {each.pk: each.name for each in User.objects.filter(pk__in=[pk for pk, _amount in moves])}
    rose, fell = [move for move in moves if move[1] > 0][:NAMED], [move for move in reversed(moves) if move[1] < 0][:NAMED]
    said = {"up": _told(measure, rose, names, "+"), "down": _told(measure, fell, names, "−")}
    if rose and fell:
        return [_("Of the team, %(up)s; %(down)s.") % said]
    return [_("Of the team, %(moves)s.") % {"moves": said["up"] or said["down"]}] if rose or fell else []


def _moves(measure: Measure, period: Period, past: Period, person: User) -> Moves:
    """How much each person's figure moved against the span before, the largest rise first."""
    now, then = (
        {key[0]: value for key, value in breakdown(measure.name, ("person",), Question(span.start, span.end), by=person).items()}
        for span in (period, past)
    )
    found = [(pk, now.get(pk, Decimal(0)) - then.get(pk, Decimal(0))) for pk in now.keys() | then.keys() if pk and pk != person.pk]
    return sorted(found, key=lambda move: (-move[1], move[0]))


def _told(measure: Measure, moves: Moves, names: dict[int, str], sign: str) -> str:
    return "、".join(f"{names.get(pk, '—')} {sign}{written(measure, abs(amount))}" for pk, amount in moves)
