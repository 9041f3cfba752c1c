"""Rows of a file that are like records there are, or like one another: what the rules on duplicates block is a fault, what they warn of is said."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.choices import Door
from kaituo.sales.duplicates.checking import Finding, find, modes_of
from kaituo.sales.duplicates.choices import Mode
from kaituo.sales.duplicates.recognition import Marks, marks_of
from kaituo.sales.duplicates.shelf import Recognisable, recognisable

BATCH = 1000
Said = Callable[[int, str, bool], None]


def look(model: type[models.Model], rows: list[tuple[int, dict[str, Any]]], by: User, say: Said) -> None:
    """`rows`: (number in the file, values) of what is new. `say(number, sentence, is_fault)`."""
    kind = recognisable(model)
    if kind is None:
        return
    modes, first = modes_of(kind, Door.IMPORT), {}
    for start in range(0, len(rows), BATCH):
        marks = {number: _marks(kind, values) for number, values in rows[start : start + BATCH]}
        for number, finding in find(kind, marks, Door.IMPORT, by).items():
            say(number, _sentence(finding), finding.mode in (Mode.BLOCK, Mode.APPROVE))
        for number, found in marks.items():
            _compare_with_rows_above(number, found, modes, first, say)


def _marks(kind: Recognisable, values: dict[str, Any]) -> Marks:
    known = {name: value for name, value in values.items() if name in kind.fields}
    return marks_of(kind, kind.model(**{name: value for name, value in known.items() if value is not None}))


def _sentence(finding: Finding) -> str:
    """Of what one may not see nothing but whose it is."""
    return " ".join(f"{hint.text} {hint.row}" if hint.row is not None else hint.text for hint in finding.hints)


def _compare_with_rows_above(number: int, marks: Marks, modes: dict, first: dict[int, int], say: Said) -> None:
    for sign, key in marks.items():
        above = first.setdefault(sign, number)
        mode = modes.get(key, Mode.ALLOW)
        if above != number and mode != Mode.ALLOW:
            text = _("Row %(row)s is like it: same %(key)s.") % {"row": above, "key": str(key.label).lower()}
            say(number, text, mode in (Mode.BLOCK, Mode.APPROVE))
            return
