"""Plans a day: the chosen customers become visits, and the day's visits are put in the order of the shortest way."""

from typing import Any

from django.db import transaction

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User

from . import actions
from .models import Visit
from .route import DayRoute, in_route_order


@transaction.atomic
def take_up(route: DayRoute, chosen: dict[str, Any], *, by: User) -> int:
    """Returns how many were planned; all or none."""
    wanted = {offer.account.pk: offer.account for offer in route.offers}
    for key in chosen["accounts"]:
        visit = Visit(account=wanted[key], owner=route.person, visit_type=chosen["visit_type"], planned_on=chosen["day"])
        actions.plan(visit, by=by)
    put_in_order(route, by=by)
    return len(chosen["accounts"])


@transaction.atomic
def put_in_order(route: DayRoute, *, by: User) -> None:
    rows = visible(by, Visit.objects.of_day(route.day), "change").filter(owner=route.person)
    visits = list(rows.select_related("account").order_by("position", "at", "pk"))
    actions.arrange(in_route_order(visits), by=by)
