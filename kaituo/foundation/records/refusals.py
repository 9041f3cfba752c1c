"""The ways in which a verb says no. Each carries a sentence for the person, in the person's language."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


class Refused(ValidationError):
    """A rule of the trade forbids it: `Refused(_("The order is cancelled."), field="amount")`. Nothing was written."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__({field: message} if field else message)
        self.sentence = str(message)
        self.field = field

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Hint:
    """What speaks against it; `row` where the person may open that record."""

    text: str
    row: Model | None = None


class Doubtful(Refused):
    """Something speaks against it, said in `hints`. `answer` is what the person may say to have it done all the same; empty: it cannot be done."""

    def __init__(self, message: str, hints: list[Hint], *, answer: str = "", field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.hints, self.answer = hints, answer


class Stale(Exception):
    """Others changed the record in between: `who` they are, and in `theirs` field → [value then, value now]."""

    def __init__(self, theirs: dict[str, list], who: str = "") -> None:
        named = _("%(who)s changed this record in the meantime.") % {"who": who}
        super().__init__(named if who else _("Somebody else changed this record in the meantime."))
        self.theirs, self.who = theirs, who
