"""Whether a record may come in although there are others like it, door by door."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.refusals import Hint

from .choices import STRICTNESS, Key, Mode
from .models import DuplicateRule
from .recognition import Marks, carriers, marks_of
from .shelf import Recognisable, recognisable
from .telling import Alike, hints_for

FIELDS = {Door.FORM: "form", Door.IMPORT: "imports", Door.API: "api", Door.PUBLIC: "public"}
Modes = dict[Key, Mode]


@dataclass(frozen=True)
class Finding:
    """How strictly the incoming record is to be treated, what to tell of those like it, and which they are."""

    mode: Mode
    hints: list[Hint]
    alike: Alike


def modes_of(kind: Recognisable, door: Door) -> Modes:
    """By the rules that administrators wrote, else as delivered; a public form never tells a stranger anything unless a rule says so."""
    usual = dict.fromkeys(kind.usual, Mode.ALLOW) if door == Door.PUBLIC else dict(kind.usual)
    rules = DuplicateRule.objects.active().filter(model=kind.label).values_list("key", FIELDS[door])
    return usual | {Key(key): Mode(mode) for key, mode in rules}


def find(
    kind: Recognisable,
    marks: dict[object, Marks],
    door: Door,
    by: User,
    *,
    own: Callable[[object], int | None] = lambda _name: None,
    modes: Modes | None = None,
    is_even: bool = False,
) -> dict:
    """{whatever names an incoming record: Finding} of those that are like others.

    own: tells the id under which it is kept already. modes: instead of the rules of the door. is_even: the same work is
    done whether anything is alike or not, for answers that a stranger might time.
    """
    modes = {key: mode for key, mode in (modes or modes_of(kind, door)).items() if mode != Mode.ALLOW}
    asked = {sign for found in marks.values() for sign, key in found.items() if key in modes}
    if not asked:
        return {}
    carried = carriers(asked)
    alike: dict[object, Alike] = {}
    for name, found in marks.items() if carried else ():
        others = _others(found, carried, modes, own(name))
        if others:
            alike[name] = others
    hints = hints_for(kind, alike, by) if alike or is_even else {}
    return {name: Finding(_strictest(others, modes), hints[name], others) for name, others in alike.items()}


def _others(marks: Marks, carried: dict[int, list[int]], modes: Modes, own: int | None) -> Alike:
    """The strictest key first, so that the reason told is the one that counts."""
    found: Alike = {}
    for sign, key in sorted(marks.items(), key=lambda pair: -STRICTNESS.index(modes.get(pair[1], Mode.ALLOW))):
        for pk in carried.get(sign, ()) if key in modes else ():
            if pk != own:
                found.setdefault(pk, key)
    return found


def _strictest(others: Alike, modes: Modes) -> Mode:
    return max((modes[key] for key in others.values()), key=STRICTNESS.index)


def look_ahead(row: models.Model, door: Door, by: User) -> Finding | None:
    """For what is not written yet: a lead form, a pre-check. None: nothing like it, or of a kind that is not recognised."""
    kind = recognisable(type(row))
    return find(kind, {row.pk: marks_of(kind, row)}, door, by, own=lambda _name: row.pk).get(row.pk) if kind else None
