"""Puts every Screen on the shelf of what can be found: by the fields of its search box, by phone and e-mail; behind the title stands what the list names first."""

from django.db import models

from kaituo.foundation.identity.access import access_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.search.shelf import register

from .screen import SCREENS, Screen

REACHED_BY = ("phone", "mobile", "email")
DERIVED = "sort_key"
"""Pinyin needs no field: the index spells every name itself."""


def paths_of(screen: Screen) -> tuple[str, ...]:
    own = {field.name for field in screen.model._meta.concrete_fields}
    found = [*screen.finds, *(name for name in REACHED_BY if name in own)]
    return tuple(path for path in dict.fromkeys(found) if not path.endswith(DERIVED))


def subtitle_of(screen: Screen) -> str:
    """The first relation of the list that is not a person: the account of a contact."""
    named = [column for column in screen.table.columns if isinstance(column.field, models.ForeignKey) and "__" not in column.name]
    return next((column.name for column in named if column.field.related_model is not User), "")


def is_part(screen: Screen) -> bool:
    """Lines and shares of other records, which no menu leads to: whoever looks for them looks for the whole."""
    return bool(access_of(screen.model).via) and not screen.group


for _screen in SCREENS.values():
    if _screen.finds and not _screen.found_by:
        register(_screen.label, paths_of(_screen), subtitle_of(_screen), is_part=is_part(_screen))
