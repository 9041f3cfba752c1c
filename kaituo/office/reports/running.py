"""Runs a report for one person, within its limits. An answer that took long is kept for a while, for her alone and only while her rights stay the same.

What came quickly is never kept, so that figures and the records behind them agree; what is kept says how old it is.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils import timezone, translation

from kaituo.foundation.identity.access import VIEW, owners_in_reach
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.models import Entry

from . import measured, over_records
from .charts import MOST_DRAWN, charted
from .engine.definition import Definition
from .fields import screen_for
from .limits import SECONDS, within
from .outcome import Outcome
from .shapes import drawn_sheet, shape_of
from .sheets import Sheet, sheet_of

KEPT_FROM_SECONDS = 1.0
KEPT_FOR_SECONDS = 600


def run(definition: Definition, user: User, *, ticket: str = "", seconds: float = SECONDS) -> Outcome:
    """Raises Faulty."""
    began = time.monotonic()
    with within(seconds, person=user.pk, ticket=ticket):
        outcome = ask(definition, user, timezone.localdate())
    outcome.made_at, outcome.seconds = timezone.now(), time.monotonic() - began
    return outcome


def ask(definition: Definition, user: User, today: date) -> Outcome:
    """Without limits. Raises Faulty."""
    return (measured if definition.is_of_measures else over_records).run(definition, user, today)


def show(definition: Definition, user: User, *, ticket: str = "", is_fresh: bool = False, seconds: float = SECONDS, drawn: int = MOST_DRAWN) -> Sheet:
    """The report laid out, with its first rows drawn. Raises Faulty."""

    def make() -> Sheet:
        if definition.shape:
            with within(seconds, person=user.pk, ticket=ticket):
                return drawn_sheet(definition, user)
        outcome = run(definition, user, ticket=ticket, seconds=seconds)
        sheet = sheet_of(outcome)
        sheet.chart_kind, sheet.chart = charted(outcome, drawn)
        return sheet

    return kept_or_made(f"{key_of(definition, user)}:{drawn}", make, is_fresh=is_fresh, may_keep=not definition.is_plain)


def kept_or_made(key: str, make: Callable[[], Sheet], *, is_fresh: bool = False, may_keep: bool = True) -> Sheet:
    """`key` from `key_for`; what is kept says so."""
    kept: Sheet | None = None if is_fresh else cache.get(key)
    if kept is not None:
        return replace(kept, is_kept=True)
    sheet = make()
    if may_keep and sheet.seconds >= KEPT_FROM_SECONDS:
        cache.set(key, sheet, KEPT_FOR_SECONDS)
    return sheet


def key_of(definition: Definition, user: User) -> str:
    if definition.shape:
        return key_for(definition.as_saved(), user, shape_of(definition, user).models)
    return key_for(definition.as_saved(), user, [Entry if definition.is_of_measures else screen_for(definition.about, user).model])


def key_for(asked: Any, user: User, models: Sequence[Any]) -> str:
    """Of what is asked, the person and all that decides what she may see of these models, her language and clock, and the day."""
    rights = user.rights
    scopes = sorted((model, verb, sorted(found)) for (model, verb), found in rights.scopes.items())
    told: list[Any] = [asked, user.pk, scopes, rights.shows, sorted(rights.helps), [_owners(model, user) for model in models]]
    told += [translation.get_language(), str(timezone.get_current_timezone()), str(timezone.localdate())]
    return "report:" + hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def _owners(model: Any, user: User) -> list[int] | None:
    """Whose records she reaches today, as she may have been moved to another team since."""
    owners = owners_in_reach(user, model, VIEW)
    return None if owners is None else sorted(owners)
