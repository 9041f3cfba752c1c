"""What a person's roles add up to: scopes per model and verb, and what is shown of sensitive fields."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from .choices import EVERYTHING, Scope, Shows

if TYPE_CHECKING:
    from .models import User

SHOWS_LEAST_FIRST = [Shows.HIDDEN, Shows.MASKED, Shows.FULL]


@dataclass(frozen=True)
class Rights:
    """The sum of a person's roles on one day. `scopes` and `shows` are keyed by model label."""

    roles: frozenset[str] = frozenset()
    scopes: dict[tuple[str, str], frozenset[Scope]] = field(default_factory=dict)
    shows: dict[str, dict[str, Shows]] = field(default_factory=dict)
    helps: frozenset[int] = frozenset()
    """Ids of the reps for whom this person acts."""

    def reach(self, model: str, verb: str) -> frozenset[Scope]:
        keys = [(model, verb), (model, EVERYTHING), (EVERYTHING, verb), (EVERYTHING, EVERYTHING)]
        return frozenset().union(*(self.scopes.get(key, frozenset()) for key in keys))


def rights_of(user: "User") -> Rights:
    """Read in four queries; see `User.rights` for the copy that lives as long as a request."""
    today = timezone.localdate()
    held = apps.get_model("identity", "RoleAssignment").objects.on(today).filter(user=user)
    roles = dict(held.values_list("role_id", "role__key"))
    scopes: dict[tuple[str, str], set[Scope]] = defaultdict(set)
    for model, verb, scope in apps.get_model("identity", "Grant").objects.filter(role__in=roles).values_list("model", "verb", "scope"):
        scopes[model, verb].add(Scope(scope))
    helped = apps.get_model("identity", "Helping").objects.on(today).filter(helper=user)
    return Rights(
        roles=frozenset(roles.values()),
        scopes={key: frozenset(found) for key, found in scopes.items()},
        shows=_shows(roles),
        helps=frozenset(helped.values_list("rep_id", flat=True)),
    )


def _shows(roles: dict[int, str]) -> dict[str, dict[str, Shows]]:
    """Per model and field the most generous of the roles; a role that says nothing of a field shows it, once another role names it."""
    found: dict[str, dict[str, dict[int, Shows]]] = defaultdict(lambda: defaultdict(dict))
    rules = apps.get_model("identity", "FieldRule").objects.filter(Q(role__in=roles))
    for role, model, name, shows in rules.values_list("role_id", "model", "field", "shows"):
        found[model][name][role] = Shows(shows)
    return {
        model: {name: max((by_role.get(role, Shows.FULL) for role in roles), key=SHOWS_LEAST_FIRST.index) for name, by_role in fields.items()}
        for model, fields in found.items()
    }
