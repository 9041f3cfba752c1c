"""A shared review on paper: what the person may read, for her file or to be signed."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.company.books import base_currency, organisation
from kaituo.foundation.ui.formats import day, money, number, percent
from kaituo.foundation.ui.paper import LANGUAGES, typeset, written_in
from kaituo.performance.scorecards.choices import line_state

from .models import Review
from .sheet import Row, Said, Sheet, sheet_of

LAYOUT = Path(__file__).parent / "paper" / "review.typ"


def print_review(review: Review, language: str) -> bytes:
    """As the person reads it, whoever prints it."""
    with written_in(language):
        return typeset(LAYOUT, contents(sheet_of(review, review.person), language))


def contents(sheet: Sheet, language: str) -> dict[str, Any]:
    """Everything on the paper as text in the current language."""
    review, verdict = sheet.review, sheet.verdict
    grade = str(verdict.grade) if verdict.grade else _("too little to judge")
    return {
        "language": LANGUAGES[language],
        "title": pgettext("performance", "Review"),
        "company": organisation().name,
        "number": str(review),
        "facts": [
            (pgettext("review", "Reviewed"), str(review.person)),
            (_("Review cycle"), str(review.cycle)),
            (_("Period"), f"{day(review.cycle.starts_on)} – {day(review.period.last_day)}"),
            (_("Reviewer"), str(review.reviewer)),
            (_("State"), str(review.get_state_display())),
        ],
        "totals": [(pgettext("review", "Grade"), grade), (_("Score"), number(verdict.score, 1) if verdict.score is not None else "—")],
        "results_title": _("Results"),
        "results_columns": [_("Criterion"), _("Weight, percent"), _("Actual"), _("Target"), _("Score")],
        "results": [_result(line) for line in sheet.results],
        "judged_title": _("Judgements"),
        "judged": [_judged(row) for row in sheet.rows],
        "summary": [each for each in ((_("In sum"), verdict.summary), (_("What to learn next"), verdict.training)) if each[1]],
        "note": [(_("Note of the person"), review.answer)] if review.answer else [],
        "signatures": [_("Reviewed: date, signature"), _("Reviewer: date, signature")],
    }


def _result(line: dict[str, Any]) -> list[str]:
    score = number(line["score"], 1) if line["score"] is not None else line_state(line["state"])
    return [line["label"], number(line["weight"]), _value(line["value"], line), _value(line["target"], line), score]


def _value(value: str | None, line: dict[str, Any]) -> str:
    if value is None:
        return "—"
    if line["unit"] == "money":
        return money(value, base_currency())
    return percent(value) if line["unit"] == "share" else number(value, 1)


def _judged(row: Row) -> dict[str, Any]:
    said = [(_("Self"), row.own), (_("Manager"), row.manager)]
    lines = [(who, _words(each), each.text) for who, each in said if each]
    if row.others_mean is not None:
        lines.append((_("Others"), _("mean step %(mean)s of %(count)s answers") % {"mean": row.others_mean, "count": row.others_count}, ""))
    return {"question": row.criterion.question, "weight": f"{number(row.criterion.weight)} %", "lines": lines}


def _words(said: Said) -> str:
    return f"{said.step} · {said.words}" if said.step else _("not judged")
