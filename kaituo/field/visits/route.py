"""The day as a route: its visits in order, how far apart they are and how long the way takes; and the customers that could be visited too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.asking import asked_day, people_seen
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.screen import url_of
from kaituo.sales.customers.models import Account
from kaituo.sales.segments.models import Worth

from .choices import State
from .frequency import Standing, standings
from .models import Visit, VisitType
from .places import Place, places_of
from .routing import Point, metres, ordered, travel_minutes
from .standing import rules

MOST_OFFERED = 40
NEAR_M = 30_000
LOOKS_AT = 400


@dataclass(frozen=True)
class Stop:
    """`leg_m` and `leg_minutes`: from the stop before; None where either place is not known."""

    visit: Visit
    place: Place
    number: int
    leg_m: int | None
    leg_minutes: int | None


@dataclass
class Offer:
    """A customer that is not yet on the day, and why it might be."""

    account: Account
    place: Place
    standing: Standing | None = None
    contact_due_on: date | None = None
    near_m: int | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def urgency(self) -> tuple:
        late = self.standing.late_days if self.standing else 0
        silent = (clock.today() - self.contact_due_on).days if self.contact_due_on else 0
        return (-max(late, 0), -max(silent, 0), self.near_m if self.near_m is not None else NEAR_M * 1000, self.account.pk)


class DayRoute:
    """What the address asks for: `?day=2026-11-27&person=4`."""

    def __init__(self, user: User, query: QueryDict) -> None:
        self.user, self.query = user, query
        self.today = clock.today()

    @cached_property
    def day(self) -> date:
        return asked_day(self.query, self.today)

    @cached_property
    def people(self) -> list[User]:
        """Whose days she may see, herself first."""
        return people_seen(self.user, Visit)

    @cached_property
    def person(self) -> User:
        asked = self.query.get("person", "")
        key = int(asked) if is_id(asked) else self.user.pk
        return next((person for person in self.people if person.pk == key), self.user)

    @property
    def earlier(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def later(self) -> date:
        return self.day + timedelta(days=1)

    @property
    def may_plan(self) -> bool:
        return self.day >= self.today

    @cached_property
    def visits(self) -> list[Visit]:
        rows = visible(self.user, Visit.objects.of_day(self.day)).filter(owner=self.person)
        return list(rows.select_related("account", "visit_type", "contact").order_by("position", "at", "pk"))

    @cached_property
    def places(self) -> dict[int, Place]:
        return places_of([visit.account for visit in self.visits])

    @cached_property
    def stops(self) -> list[Stop]:
        speed, found, before = rules().speed_kmh, [], None
        for number, visit in enumerate(self.visits, start=1):
            place = self.places[visit.account_id]
            leg = round(metres(before, place.point)) if before and place.point else None
            found.append(Stop(visit, place, number, leg, travel_minutes(leg, speed) if leg is not None else None))
            before = place.point or before
        return found

    @property
    def way_m(self) -> int:
        return sum(stop.leg_m or 0 for stop in self.stops)

    @property
    def way_minutes(self) -> int:
        return sum(stop.leg_minutes or 0 for stop in self.stops)

    @property
    def site_minutes(self) -> int:
        return sum(visit.visit_type.minutes for visit in self.visits)

    @cached_property
    def offers(self) -> list[Offer]:
        """Most under-visited first, then those to whom a contact is owed, then the nearest to what is planned."""
        planned = Visit.objects.open().filter(account=OuterRef("pk"), planned_on__gte=self.today)
        rows = visible(self.user, Account.objects.active()).filter(~Exists(planned), owner=self.person).order_by("account_class", "pk")[:LOOKS_AT]
        accounts = list(rows)
        places, late = places_of(accounts), standings(accounts, self.day)
        due = dict(
            Worth.objects.filter(account__in=[each.pk for each in accounts], contact_due_on__lte=self.day).values_list("account", "contact_due_on")
        )
        points = [place.point for place in self.places.values() if place.point]
        offers = [Offer(each, places[each.pk], late.get(each.pk), due.get(each.pk), _near(places[each.pk].point, points)) for each in accounts]
        return sorted(offers, key=lambda offer: offer.urgency)[:MOST_OFFERED]

    @cached_property
    def visit_types(self) -> list[VisitType]:
        return list(visible(self.user, VisitType.objects.active()))

    @property
    def map(self) -> dict[str, Any]:
        stops = [_pin(stop.visit.account, stop.place, str(stop.number), url_of(stop.visit)) for stop in self.stops if stop.place.point]
        offers = [_pin(offer.account, offer.place, "", "") for offer in self.offers if offer.place.point] if self.may_plan else []
        return {"route": stops, "others": offers}


def in_route_order(visits: list[Visit]) -> list[Visit]:
    """Made and begun ones stay in front as they are; what is still to come is put in the nearest order. Unknown places come last."""
    places = places_of([visit.account for visit in visits])
    behind = [visit for visit in visits if visit.state != State.PLANNED]
    ahead = [visit for visit in visits if visit.state == State.PLANNED and places[visit.account_id].point]
    unknown = [visit for visit in visits if visit.state == State.PLANNED and not places[visit.account_id].point]
    start = next((places[visit.account_id].point for visit in reversed(behind) if places[visit.account_id].point), None)
    order = ordered([places[visit.account_id].point for visit in ahead], start)
    return [*behind, *(ahead[number] for number in order), *unknown]


def _near(point: Point | None, others: Iterable[Point]) -> int | None:
    return min((round(metres(point, other)) for other in others), default=None) if point else None


def _pin(account: Account, place: Place, label: str, href: str) -> dict[str, Any]:
    point = [place.point.longitude, place.point.latitude]
    return {"name": account.name, "point": point, "label": label, "href": href or url_of(account), "exact": place.is_exact}
