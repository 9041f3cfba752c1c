"""The shelf of what people can be told. A context declares its kinds beside its reactions: the sentence that people read and the label they choose by."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """`sentence` may use %(actor)s, %(subject)s and the words given to `tell`; it is read in the reader's language.

    `is_urgent`: worthless an hour later, so that it rings in quiet hours too. `is_reminder`: told by the clock, not by what somebody did.
    """

    name: str
    label: str
    sentence: str
    icon: str = "bell"
    is_urgent: bool = False
    is_reminder: bool = False

    def __str__(self) -> str:
        return self.name


def kind(name: str, label: str, sentence: str, icon: str = "bell", *, is_urgent: bool = False, is_reminder: bool = False) -> Kind:
    """Declare a kind. Raises ValueError when the name is taken."""
    if name in KINDS:
        raise ValueError(f"kind {name!r} of notices is declared twice")
    KINDS[name] = Kind(name, label, sentence, icon, is_urgent, is_reminder)
    return KINDS[name]


ASSIGNED = kind("notices.assigned", _("Records handed to you"), _("%(actor)s made you responsible for %(subject)s"), "user-check")
ASSIGNED_MANY = kind(
    "notices.assigned_many", _("Many records handed to you at once"), _("%(actor)s made you responsible for %(count)s records"), "users"
)
SHARED = kind("notices.shared", _("Records shared with you"), _("%(actor)s shared %(subject)s with you"), "share")
LETTER_REFUSED = kind(
    "notices.letter_refused",
    _("Letters that did not arrive"),
    _("The mail server refused the letter to %(address)s: %(problem)s. Please put the address right."),
    "mail",
)
MENTIONED = kind("notices.mentioned", _("Comments that name you"), _("%(actor)s named you in a comment on %(subject)s"), "message")
ANSWERED = kind("notices.answered", _("Answers in your discussions"), _("%(actor)s answered in a discussion about %(subject)s"), "messages")
