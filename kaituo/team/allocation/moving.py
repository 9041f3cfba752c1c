"""What no longer fits somebody who moves to another team: the customers outside the territories in which she works from that day on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from kaituo.foundation.identity.models import Membership, TeamPath, TerritoryMembership, TerritoryPath, User
from kaituo.sales.customers.models import Account
from kaituo.team.territories.models import Coverage


def misfits(person: User, on: date) -> list[int]:
    """Where she works in no territory, none of her customers fits."""
    rows = Account.objects.active().filter(owner=person)
    return list(rows.exclude(_lies_with(person, on)).order_by("pk").values_list("pk", flat=True))


def _lies_with(person: User, on: date) -> Exists:
    territories = TerritoryMembership.objects.on(on).filter(user=person).values("territory")
    below = TerritoryPath.objects.filter(starts_on__lte=on, ends_on__gt=on, ancestor__in=territories).values("descendant")
    return Exists(Coverage.objects.on(on).filter(account=OuterRef("pk"), territory__in=_either(territories, below)))


def _either(territories: QuerySet, below: QuerySet) -> list[int]:
    return sorted({*territories.values_list("territory", flat=True), *below.values_list("descendant", flat=True)})


def working_there(customers: Iterable[int], on: date) -> dict[int, list[int]]:
    """{customer: who works in the territories in which it lies, whoever is nearest first}; customers where nobody works are left out."""
    lying = Coverage.objects.on(on).filter(account__in=list(customers)).values_list("account", "territory")
    above = _above({territory for _account, territory in lying}, on)
    members = _members({territory for steps in above.values() for territory in steps}, on)
    found: dict[int, list[int]] = {}
    for account, territory in lying:
        there = [person for step in above[territory] for person in members.get(step, ())]
        found[account] = list(dict.fromkeys([*found.get(account, ()), *there]))
    return {account: people for account, people in found.items() if people}


def _above(territories: set[int], on: date) -> dict[int, list[int]]:
    """Each with those above it, nearest first."""
    found = {territory: [territory] for territory in territories}
    paths = TerritoryPath.objects.filter(starts_on__lte=on, ends_on__gt=on, descendant__in=territories).order_by("depth", "pk")
    for below, over in paths.values_list("descendant", "ancestor"):
        found[below].append(over)
    return found


def _members(territories: set[int], on: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = TerritoryMembership.objects.on(on).filter(territory__in=territories, user__is_active=True).order_by("pk")
    for territory, person in rows.values_list("territory", "user"):
        found[territory].append(person)
    return found


def stays_under_her_lead(person: User, new_team: int, day_before: date) -> bool:
    """Whether the new team is one of hers or stands below it: whoever led her still does."""
    teams = Membership.objects.on(day_before).filter(user=person).values("team")
    return TeamPath.objects.on(day_before).filter(ancestor__in=teams, descendant=new_team).exists()
