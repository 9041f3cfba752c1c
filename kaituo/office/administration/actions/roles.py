"""What a role may do, and where a team stands."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.closure import CircularTree
from kaituo.foundation.identity.models import FieldRule, Grant, Role, Team, User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events


@action(label=gettext_lazy("Change what it may do"), says=events.GRANTS_SET, allow="change", icon="key")
def set_grants(role: Role, *, by: User, model: str, granted: list[tuple[str, str]], rules: dict[str, str]) -> None:
    """The verbs (verb, scope) that the role may do to one kind of record, and what it sees of each sensitive field, in place of what was."""
    _keep_a_way_back(role, model, granted, by)
    role.grants.filter(model=model).delete()
    Grant.objects.bulk_create([Grant(role=role, model=model, verb=verb, scope=scope) for verb, scope in dict.fromkeys(granted)])
    role.field_rules.filter(model=model).delete()
    FieldRule.objects.bulk_create([FieldRule(role=role, model=model, field=name, shows=shows) for name, shows in rules.items() if shows != "full"])


def _keep_a_way_back(role: Role, model: str, granted: list[tuple[str, str]], by: User) -> None:
    """An administrator who took the right to administer from herself could not give it back."""
    if model == "*" and role.key in by.rights.roles and ("*", "all") not in granted and role.grants.filter(model="*", verb="*", scope="all").exists():
        raise Refused(_("You would lose the right to administer. Let another administrator do it."))


@action(label=gettext_lazy("Place"), says=events.TEAM_PLACED, icon="sitemap")
def place(team: Team, *, by: User, parent: Team | None, on: date) -> None:
    """From the day on the team stands under another, or at the top; earlier days stay as they were."""
    try:
        trees.place(team, parent, on=on)
    except CircularTree as error:
        raise Refused(_("A team cannot stand below itself."), field="parent") from error
