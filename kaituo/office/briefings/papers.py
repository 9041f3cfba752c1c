"""A briefing on paper: its figures and chapters as they stand."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.company.books import organisation
from kaituo.foundation.ui.formats import day, instant
from kaituo.foundation.ui.moves import changed, written
from kaituo.foundation.ui.paper import LANGUAGES, typeset, written_in

from .figures import Figure
from .models import Briefing

LAYOUT = Path(__file__).parent / "paper" / "briefing.typ"


def print_briefing(briefing: Briefing, language: str) -> bytes:
    """The PDF. Its chapters are in the language they were written in."""
    with written_in(language):
        return typeset(LAYOUT, contents(briefing, language))


def contents(briefing: Briefing, language: str) -> dict[str, Any]:
    figures = [found for each in briefing.figures if (found := Figure.of(each))]
    period = briefing.period
    facts = [
        (_("Period"), f"{day(period.start)} – {day(period.last_day)}"),
        (_("Team"), str(briefing.team or _("The whole company"))),
        (_("Written by"), str(briefing.owner)),
        (_("Figures as of"), instant(briefing.figures_at) if briefing.figures_at else "—"),
    ]
    return {
        "language": LANGUAGES[language],
        "title": briefing.heading,
        "label": briefing.label,
        "company": organisation().name,
        "facts": facts,
        "heads": [_("Figure"), _("Value"), _("Before"), _("Change"), _("A year ago")],
        "lines": [line(each) for each in figures],
        "chapters": [(str(each.get_part_display()), each.text.splitlines()) for each in briefing.chapters.active() if each.text],
    }


def line(figure: Figure) -> list[str]:
    return [
        str(figure.measure.label),
        written(figure.measure, figure.value),
        written(figure.measure, figure.before),
        change(figure),
        written(figure.measure, figure.year_ago),
    ]


def change(figure: Figure) -> str:
    """With its sign; nothing where there is nothing to compare."""
    if figure.value is None or figure.before is None or figure.value == figure.before:
        return ""
    return ("+" if figure.value > figure.before else "−") + changed(figure.measure, figure.value, figure.before)
