"""Whose purchases count: the customers that the reader may see, narrowed by the filters of their list. The orders of a customer are never narrowed, or its
first one would be another."""

from django.db.models import QuerySet
from django.http import QueryDict

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.filters import Applied, Filter, apply
from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.customers.models import Account

OFFERED = ("owner", "team", "industry", "division", "account_class")


def filters_for(user: User) -> list[Filter]:
    named = {each.name: each for each in SCREENS[Account._meta.label].bound_filters}
    return [named[name] for name in OFFERED if name in named and named[name].shown_to(user)]


def customers(user: User, query: QueryDict) -> tuple[QuerySet[Account], list[Applied]]:
    """Those put away too: without them whoever left would have stayed."""
    return apply(filters_for(user), visible(user, Account.objects.all()), query, user)


def filtered(query: QueryDict) -> list[tuple[str, str]]:
    """The filters in force as an address carries them on."""
    return [(name, value) for name in OFFERED for value in query.getlist(name) if value]
