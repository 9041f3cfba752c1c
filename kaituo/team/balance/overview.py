"""The balance as it stands: by person and by territory, with the median, for a period."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import Team, Territory, TerritoryMembership, TerritoryPlacement, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account

from .among import below, customers_of, people_among
from .capacities import capacities
from .choices import FULL, SLACK
from .weighing import Load, Weigher, held_by

COLUMNS = ("customers", "potential", "pipeline", "visits", "capacity", "share")


@dataclass(frozen=True)
class PersonLine:
    person: User
    load: Load

    @property
    def tone(self) -> str:
        return tone_of(self.load)


@dataclass
class TerritoryLine:
    """`load` counts what lies right in it; `total` with all that lies below. Who works in several territories divides her capacity among them."""

    territory: Territory
    depth: int
    load: Load
    people: list[User] = field(default_factory=list)
    total: Load = field(default_factory=Load)
    is_worked: bool = False
    """Somebody works in it or below it, within the reader's reach or not."""

    @property
    def tone(self) -> str:
        return tone_of(self.total)

    @property
    def is_vacant(self) -> bool:
        return not self.is_worked and self.total.visits > 0


@dataclass(frozen=True)
class Overview:
    people: list[PersonLine]
    territories: list[TerritoryLine]
    middle: dict[str, Any]
    missing: list[str]

    @property
    def total(self) -> Load:
        found = Load()
        for line in self.people:
            found.add(line.load)
        return found

    @property
    def over(self) -> int:
        return sum(line.tone == "bad" for line in self.people)

    @property
    def under(self) -> int:
        return sum(line.tone == "warn" for line in self.people)

    @property
    def widest(self) -> Any:
        """The share that fills a bar: the largest, and the whole at least."""
        return max([1, *(line.load.share for line in self.people if line.load.share is not None)])


def tone_of(load: Load) -> str:
    if load.share is None:
        return "bad" if load.visits else "neutral"
    return "bad" if load.share * 100 > FULL else ("warn" if load.share * 100 < SLACK else "good")


def overview(user: User, territory: Territory | None, team: Team | None, period: Period) -> Overview:
    """Of what the reader may see. The same number of questions to the database however many people and territories there are."""
    weigher, people = Weigher(period), people_among(user, territory, team)
    ids = [person.pk for person in people]
    capacity = capacities(ids, period)
    loads = held_by(ids, customers_of(user), weigher, capacity)
    lines = [PersonLine(person, loads[person.pk]) for person in people]
    lines.sort(key=lambda line: (-(line.load.share or 0), line.person.sort_key))
    territories = [] if team is not None and territory is None else _territories(user, territory, weigher, people, capacity)
    return Overview(lines, territories, middle_of(loads.values()), sorted(weigher.missing))


def middle_of(loads: Iterable[Load]) -> dict[str, Any]:
    """The median of each figure; None where nobody has it."""
    loads = list(loads)
    found = {name: [value for load in loads if (value := getattr(load, name)) is not None] for name in COLUMNS}
    return {name: median(values) if values else None for name, values in found.items()}


def _territories(user: User, top: Territory | None, weigher: Weigher, people: list[User], capacity: dict[int, int]) -> list[TerritoryLine]:
    today = clock.today()
    rows = visible(user, Territory.objects.all()).order_by("code")
    rows = rows.filter(pk__in=below(top, today)) if top is not None else rows
    lying = _lying(customers_of(user), today)
    sums = weigher.sums(lying, "territories__territory")
    deals = weigher.pipeline(customers_of(user), "account__territories__territory", _holds("account__territories__", today))
    lines = {row.pk: TerritoryLine(row, 0, sums.get(row.pk, Load())) for row in rows}
    for pk, line in lines.items():
        line.load.pipeline = deals.get(pk, 0)
    _give_people(lines, {person.pk: person for person in people}, capacity, today)
    return _in_order(lines, today)


def _lying(accounts: QuerySet[Account], today: date) -> QuerySet[Account]:
    return accounts.filter(_holds("territories__", today))


def _holds(path: str, today: date) -> Q:
    open_ended = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gt": today})
    return open_ended & Q(**{f"{path}starts_on__lte": today})


def _give_people(lines: dict[int, TerritoryLine], people: dict[int, User], capacity: dict[int, int], today: date) -> None:
    works: dict[int, list[int]] = {}
    for person, territory in TerritoryMembership.objects.on(today).order_by("pk").values_list("user_id", "territory_id"):
        if territory in lines:
            lines[territory].is_worked = True
        if person in people:
            works.setdefault(person, []).append(territory)
    for person, territories in works.items():
        for territory in set(territories) & lines.keys():
            lines[territory].people.append(people[person])
            lines[territory].load.capacity += capacity[person] // len(set(territories))


def _in_order(lines: dict[int, TerritoryLine], today: date) -> list[TerritoryLine]:
    """As the tree stands, with what lies below added up; those in which the reader sees nobody and nothing are left out."""
    placed = TerritoryPlacement.objects.on(today).filter(territory__in=lines, parent__in=lines).values_list("territory_id", "parent_id")
    above = dict(placed)
    under: dict[int | None, list[int]] = {}
    for pk in lines:
        under.setdefault(above.get(pk), []).append(pk)
    found: list[TerritoryLine] = []

    def walk(pk: int, depth: int) -> Load:
        line = lines[pk]
        line.depth = depth
        found.append(line)
        line.total.add(line.load)
        for each in under.get(pk, ()):
            line.total.add(walk(each, depth + 1))
            line.is_worked |= lines[each].is_worked
        return line.total

    for pk in under.get(None, ()):
        walk(pk, 0)
    return [line for line in found if line.total.customers or line.total.capacity]


def asked_period(text: str) -> Period:
    """This quarter unless another period is asked for."""
    try:
        return Period.parse(text)
    except ValueError:
        return Period.containing(clock.today(), PeriodKind.QUARTER)
