"""A report as a workbook, a table of text, or on paper. The sheet is the page's own; nothing is reckoned here."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.company.books import base_currency, organisation
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Cell
from kaituo.foundation.ui.formats import day, instant, money, number, percent
from kaituo.foundation.ui.paper import LANGUAGES, typeset, written_in

from . import over_records
from .engine.definition import Definition
from .fields import screen_for
from .limits import BACKGROUND_SECONDS, within
from .running import show
from .sheets import PLAIN, Sheet, SheetCell, plain, sheet_of
from .wording import why

LAYOUT = Path(__file__).parent / "paper" / "report.typ"
EXPORT = "export"
MOST_LINES, PRINTED, WIDEST_UPRIGHT = 50_000, 500, 7


def exported(definition: Definition, user: User) -> Sheet:
    """The whole of it, of records only those that the person may take out of the house. Raises Faulty, PermissionDenied."""
    if not definition.is_plain:
        return show(definition, user, seconds=BACKGROUND_SECONDS)
    if not may(user, EXPORT, screen_for(definition.about, user).model):
        raise PermissionDenied(_("Your roles do not let you export these records."))
    with within(BACKGROUND_SECONDS, person=user.pk):
        return sheet_of(over_records.run(definition, user, timezone.localdate(), verb=EXPORT, most=MOST_LINES))


def headings_of(sheet: Sheet) -> list[str]:
    """One line of headings, each another: those above stand before those below, a name that comes again is counted."""
    above = [head.label for head in sheet.top[1:] for _number in range(head.span)]
    labels = [head.label or _("Total") for head in sheet.heads]
    joined = labels[: sheet.names] + (
        [f"{top} · {label}" for top, label in zip(above, labels[sheet.names :], strict=True)] if above else labels[sheet.names :]
    )
    seen: dict[str, int] = {}
    unique = []
    for label in joined:
        seen[label] = seen.get(label, 0) + 1
        unique.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return unique


def lines_of(sheet: Sheet) -> list[list[Any]]:
    lines = [*sheet.lines, *([sheet.total] if sheet.total else [])]
    return [[plain(cell) for cell in line] for line in lines]


def printed(sheet: Sheet, title: str, reader: User, language: str) -> bytes:
    """The PDF in that language."""
    with written_in(language):
        return typeset(LAYOUT, contents(sheet, title, reader, language))


def contents(sheet: Sheet, title: str, reader: User, language: str) -> dict[str, Any]:
    currency = base_currency()
    notes = [_("Left out, as it is not shown to your role: %(names)s") % {"names": "、".join(sheet.left_out)}] if sheet.left_out else []
    if len(sheet.lines) > PRINTED:
        notes.append(_("The first %(count)s lines are printed; the workbook has all of them.") % {"count": PRINTED})
    return {
        "language": LANGUAGES[language],
        "title": title,
        "company": organisation().name,
        "facts": [(_("For"), str(reader)), (_("As of"), instant(sheet.made_at or timezone.now())), *sheet.applied],
        "is_wide": len(sheet.heads) > WIDEST_UPRIGHT,
        "top": [(head.label, head.span) for head in sheet.top],
        "heads": [head.label for head in sheet.heads],
        "numeric": [bool(head.unit) for head in sheet.heads],
        "lines": [[written(cell, currency) for cell in line] for line in sheet.lines[:PRINTED]],
        "total": [written(cell, currency) for cell in sheet.total],
        "notes": [*notes, *sheet.notes],
        "empty": _("No numbers for this choice"),
    }


def written(cell: SheetCell, currency: str) -> str:
    if cell.unit == PLAIN:
        return _of_record(cell.value)
    if cell.value is None:
        return why(cell.why) if cell.why and cell.why not in ("no_data", "nothing_before") else "—"
    texts = {"money": lambda value: money(value, currency), "share": percent, "change": percent, "count": number, "days": number}
    return str(cell.value) if not cell.unit else texts[cell.unit](cell.value)


def _of_record(cell: Cell) -> str:
    if cell.kind == "masked":
        return "•••"
    if cell.value is None:
        return ""
    texts = {"money": lambda value: money(value, cell.more), "day": day, "instant": instant, "share": percent, "decimal": number, "integer": number}
    return texts[cell.kind](cell.value) if cell.kind in texts else cell.text
