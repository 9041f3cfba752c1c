"""Whom somebody may thank, and whether she leads them."""

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .models import Recognition
from .queries import beside


def reads_all(user: User) -> bool:
    return user.is_system or Scope.ALL in user.rights.reach(Recognition._meta.label, VIEW)


def thankable(user: User) -> QuerySet[User]:
    """In the house everybody else; from outside her own team and whoever leads her."""
    people = User.objects.people().filter(is_active=True).exclude(pk=user.pk).order_by("sort_key", "pk")
    if reads_all(user):
        return people
    leaders = [each.pk for each in leaders_of([user], clock.today()).get(user.pk, [])]
    return people.filter(Q(pk__in=beside(user, clock.today())) | Q(pk__in=leaders))


def leads(user: User, person: User) -> bool:
    return user in leaders_of([person], clock.today()).get(person.pk, [])
