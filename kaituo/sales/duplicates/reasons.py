"""The reasons of a pair in words: what was compared, how alike it is, and how much that weighs."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import Key

WHAT = {
    **{key.value: key.label for key in Key},
    "name": _("Name"),
    "person": pgettext_lazy("lead", "Contact person"),
    "place": _("Place"),
    "address": _("Address"),
    "title": pgettext_lazy("job", "Position"),
    "account": _("Account"),
}
HOW = {
    "same": pgettext_lazy("likeness", "the same"),
    "very_alike": pgettext_lazy("likeness", "nearly the same"),
    "alike": pgettext_lazy("likeness", "alike"),
    "sound": pgettext_lazy("likeness", "sounds the same"),
    "short": pgettext_lazy("likeness", "one is short for the other"),
    "different": pgettext_lazy("likeness", "different"),
}


@dataclass(frozen=True)
class Reason:
    """`weight` in bits: each bit doubles the odds, a negative one halves them."""

    what: str
    how: str
    weight: float

    @property
    def speaks_for(self) -> bool:
        return self.weight >= 0


def spoken(reasons: list[list[Any]]) -> list[Reason]:
    return [Reason(str(WHAT.get(what, what)), str(HOW.get(how, how)), weight) for what, how, weight in reasons]
