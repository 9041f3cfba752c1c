"""Verbs: the only way a record changes state.

`@action` is one plain decorator. It opens the transaction, locks and re-reads the row, asks `may()`, checks the state, calls the function, compares the fields
before and after, writes one event and hands it to reactions. What it decorates stays an ordinary function, with the same checks from a button, a bulk edit,
a test, a job, an import or the API.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, get_type_hints

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseForm
from django.utils.translation import gettext as _

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import User

from .bells import ring
from .changes import difference, snapshot
from .facts import Fact
from .log import state
from .models import Event
from .refusals import Refused, Stale

VERBS: dict[tuple[str, str], "Verb"] = {}


@dataclass(frozen=True)
class Verb:
    """What is declared of a verb; `function` is the undecorated function, `run` the guarded one."""

    name: str
    label: str
    function: Callable
    allow: str
    says: Fact
    form: type[BaseForm] | None
    when: str
    icon: str
    danger: bool

    @cached_property
    def model(self) -> type[models.Model]:
        """The kind of record it acts on: the annotation of its first parameter."""
        hints = get_type_hints(self.function)
        first = self.function.__code__.co_varnames[0]
        return hints[first]

    def fits(self, row: models.Model) -> bool:
        """Whether the row is in a state in which the verb makes sense."""
        if not self.when:
            return True
        answer = getattr(row, self.when)
        return bool(answer() if callable(answer) else answer)

    def offered_to(self, user: User, row: models.Model) -> bool:
        return self.fits(row) and access.may(user, self.allow, row)


def action(*, label: str, says: Fact, allow: str = "", form: type[BaseForm] | None = None, when: str = "", icon: str = "", danger: bool = False):
    """Make a function `verb(row, *, by, **inputs)` a verb.

    label: the word on its button. says: the fact it leaves. allow: the permission it asks, by default its own name. form: the form for its inputs.
    when: the name of a question of the row that must be true ("is_open"). Besides its inputs the verb takes `version`, the version the person saw:
    raises Stale when the row has moved on, Refused when a rule forbids it, PermissionDenied when the person may not.
    """

    def declare(function: Callable) -> Callable:
        name = function.__name__
        verb = Verb(name, label, function, allow or name, says, form, when, icon, danger)

        @wraps(function)
        def run(row: models.Model, *, by: User, version: int | None = None, **inputs: Any) -> Any:
            return perform(verb, row, by=by, version=version, inputs=inputs)

        run.verb = verb
        VERBS[function.__module__, name] = verb
        return run

    return declare


@transaction.atomic
def perform(verb: Verb, row: models.Model, *, by: User, version: int | None, inputs: dict[str, Any]) -> Any:
    lock(row)
    refuse_stale(row, version)
    if not access.may(by, verb.allow, row):
        raise PermissionDenied(_("You are not allowed to do that: %(verb)s") % {"verb": verb.label})
    if not verb.fits(row):
        raise Refused(_("“%(verb)s” is not possible in the present state of %(record)s.") % {"verb": verb.label, "record": row})
    before = snapshot(row)
    result = verb.function(row, by=by, **inputs)
    ring([state(verb.says, row, by=by, changes=difference(before, snapshot(row)), inputs=inputs)])
    return result


def lock(row: models.Model) -> None:
    """Read the row anew and hold it until the transaction ends (SQLite holds the whole file already)."""
    first = getattr(row, "locked_after", "")
    if first:
        related = row._meta.get_field(first).related_model
        related._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=getattr(row, f"{first}_id")).first()
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(of=("self",)))


def refuse_stale(row: models.Model, version: int | None) -> None:
    if version is None or row.version == version:
        return
    raise changes_since(row, version)


def changes_since(row: models.Model, version: int) -> Stale:
    """What others changed after the version that the person saw, newest value last. A version from the future (a backup was put back) tells nothing."""
    missed = max(row.version - version, 0)
    theirs: dict[str, list] = {}
    names: list[str] = []
    for event in reversed(Event.objects.about(row).exclude(changes={}).select_related("actor").order_by("-id")[:missed]):
        names.append(str(event.actor or ""))
        for name, (then, now) in event.changes.items():
            theirs[name] = [theirs[name][0] if name in theirs else then, now]
    return Stale(theirs, "、".join(dict.fromkeys(name for name in names if name)))
