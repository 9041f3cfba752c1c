"""Rows of a file that are like records there are, or like one another: what the rules on duplicates block is a fault, what they warn of is said."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.choices import Door
from kaituo.sales.duplicates.checking import Finding, find, modes_of
from kaituo.sales.duplicates.choices import Mode
from kaituo.sales.duplicates.recognition import Marks, marks_of_values
from kaituo.sales.duplicates.shelf import recognisable

from .seen import Seen

BATCH = 1000
Said = Callable[[int, str, bool], None]


def look(model: type[models.Model], rows: list[tuple[int, dict[str, Any]]], by: User, say: Said, seen: Seen) -> None:
    """`rows`: (number in the file, values) of what is new. `say(number, sentence, is_fault)`. `seen`: the rows above them."""
    kind = recognisable(model)
    if kind is None:
        return
    modes = modes_of(kind, Door.IMPORT)
    for start in range(0, len(rows), BATCH):
        marks = {number: marks_of_values(kind, values) for number, values in rows[start : start + BATCH]}
        for number, finding in find(kind, marks, Door.IMPORT, by).items():
            say(number, _sentence(finding), finding.mode in (Mode.BLOCK, Mode.APPROVE))
        _compare_with_rows_above(marks, modes, seen, say)


def _sentence(finding: Finding) -> str:
    """Of what one may not see nothing but whose it is."""
    return " ".join(f"{hint.text} {hint.row}" if hint.row is not None else hint.text for hint in finding.hints)


def _compare_with_rows_above(marks: dict[int, Marks], modes: dict, seen: Seen, say: Said) -> None:
    """Only by what the rules look at."""
    compared = {number: {sign: key for sign, key in found.items() if modes.get(key, Mode.ALLOW) != Mode.ALLOW} for number, found in marks.items()}
    first = seen.take((sign, number) for number, found in compared.items() for sign in found)
    for number, found in compared.items():
        like = next((sign for sign in found if first[sign] != number), None)
        if like is not None:
            text = _("Row %(row)s is like it: same %(key)s.") % {"row": first[like], "key": str(found[like].label).lower()}
            say(number, text, modes[found[like]] in (Mode.BLOCK, Mode.APPROVE))
