"""Who and what is looked at: the people of a territory or team within somebody's reach, and the customers they hold."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from kaituo.foundation.identity.access import VIEW, owners_in_reach, visible
from kaituo.foundation.identity.models import Team, Territory, TerritoryMembership, TerritoryPath, User
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account
from kaituo.team.allocation.queries import people_in
from kaituo.team.territories.models import Coverage


def people_among(user: User, territory: Territory | None, team: Team | None, verb: str = VIEW) -> list[User]:
    """Who works in the territory or below it, and is of the team or below it; without either, whoever holds a customer or works in a territory."""
    today = clock.today()
    found = User.objects.people().filter(is_active=True)
    if territory is not None:
        found = found.filter(pk__in=TerritoryMembership.objects.on(today).filter(territory__in=below(territory, today)).values("user"))
    if team is not None:
        found = found.filter(pk__in=people_in(team.pk, today))
    if territory is None and team is None:
        works = TerritoryMembership.objects.on(today).filter(user=OuterRef("pk"))
        found = found.filter(Exists(works) | Exists(Account.objects.active().filter(owner=OuterRef("pk"))))
    reach = owners_in_reach(user, Account, verb)
    return [person for person in found.order_by("sort_key", "pk") if reach is None or person.pk in reach]


def customers_of(user: User, verb: str = VIEW) -> QuerySet[Account]:
    return visible(user, Account.objects.active().filter(owner__isnull=False), verb)


def lying_in(accounts: QuerySet[Account], territory: Territory) -> QuerySet[Account]:
    lies = Coverage.objects.on(clock.today()).filter(account=OuterRef("pk"), territory__in=below(territory, clock.today()))
    return accounts.filter(Exists(lies))


def below(territory: Territory, day: date) -> QuerySet:
    """The territory and everything below it on the day."""
    return paths_on(day).filter(ancestor=territory).values("descendant")


def paths_on(day: date) -> QuerySet[TerritoryPath]:
    return TerritoryPath.objects.filter(starts_on__lte=day, ends_on__gt=day)
