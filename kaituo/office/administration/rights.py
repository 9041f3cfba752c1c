"""The rights of a role as people read them: kinds of record by their names, verbs by the words on their buttons."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import access_of
from kaituo.foundation.identity.choices import EVERYTHING, Scope
from kaituo.foundation.identity.models import Role
from kaituo.foundation.records.verbs import VERBS

GENERAL = ("view", "create", "change", "archive", "comment", "export", "reveal")


@dataclass(frozen=True)
class Line:
    label: str
    name: str
    text: str


def governed() -> dict[str, type[models.Model]]:
    """The kinds of record whose access is granted; a child's follows its parent's."""
    found = [model for model in apps.get_models() if hasattr(model, "access") and not access_of(model).via]
    return {model._meta.label: model for model in sorted(found, key=lambda model: str(model._meta.verbose_name))}


def name_of(label: str) -> str:
    model = governed().get(label)
    return str(model._meta.verbose_name) if model else _("Everything")


def words_for(label: str) -> dict[str, str]:
    """The verbs one may be granted on this kind, each with its word."""
    general = {
        EVERYTHING: _("Everything"),
        "view": _("See"),
        "create": _("Create"),
        "change": _("Change"),
        "archive": _("Archive"),
        "comment": _("Comment"),
        "export": _("Export"),
        "reveal": _("Show masked fields"),
    }
    model = governed().get(label)
    own = {verb.allow: str(verb.label) for verb in VERBS.values() if model is not None and verb.model is model and verb.allow not in general}
    return general | own


def summary(role: Role) -> list[Line]:
    """One line for each kind: "See, change: own records"."""
    granted: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for grant in role.grants.order_by("model", "scope", "verb"):
        granted[grant.model][grant.scope].append(grant.verb)
    return [Line(name_of(label), label, _told(label, granted[label])) for label in [EVERYTHING, *governed()]]


def _told(label: str, by_scope: dict[str, list[str]]) -> str:
    words = words_for(label)
    return "; ".join(f"{Scope(scope).label}: {', '.join(words.get(verb, verb) for verb in verbs)}" for scope, verbs in by_scope.items())


def matrix(role: Role, label: str) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """For each verb its word and, for each scope, whether the role has it."""
    held = set(role.grants.filter(model=label).values_list("verb", "scope"))
    words = words_for(label) | {verb: verb for verb, _scope in held if verb not in words_for(label)}
    return [(verb, word, [(scope.value, scope.label, (verb, scope.value) in held) for scope in Scope]) for verb, word in words.items()]


def field_rules(role: Role, label: str) -> list[tuple[str, str, str]]:
    """(field, its name, what the role sees of it) of the sensitive fields."""
    model = governed().get(label)
    if model is None:
        return []
    kept = dict(role.field_rules.filter(model=label).values_list("field", "shows"))
    return [(name, str(model._meta.get_field(name).verbose_name), kept.get(name, "full")) for name in access_of(model).sensitive]
