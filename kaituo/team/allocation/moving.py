"""What no longer fits somebody who moves to another team: the customers outside the territories in which she works from that day on."""

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


def stays_under_her_lead(person: User, new_team: int, day_before: date) -> bool:
    """Whether the new team is one of hers or stands below it: whoever led her still does."""
    teams = Membership.objects.on(day_before).filter(user=person).values("team")
    return TeamPath.objects.filter(ancestor__in=teams, descendant=new_team, starts_on__lte=day_before, ends_on__gt=day_before).exists()
