"""Levels on past days. Every night the sums of each level are kept; a question about a day is answered from the last night up to it.

A day that was missed cannot be made up for: the entries of a level only know the present.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, Max, QuerySet, Sum, Value, When
from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.spans import MonthOf

from .choices import Kind
from .measure import MEASURES, Measure, measure_named
from .models import SCALE, Entry, Snapshot
from .organisation import TeamsOfPeople

BATCH = 2000


@transaction.atomic
def take(on: date) -> int:
    """Keep how every level stands at the end of the day; taking it again replaces it. Returns how many rows were written."""
    levels = [measure for measure in MEASURES.values() if measure.kind == Kind.LEVEL]
    Snapshot.objects.filter(taken_on=on, measure__in=[measure.name for measure in levels]).delete()
    rows = [row for measure in levels for row in _standing(measure, on)]
    Snapshot.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def move_with_people() -> int:
    """What a person holds lies in the team in which she is today. Returns how many people's holdings moved."""
    undated = [measure.name for measure in MEASURES.values() if measure.is_undated]
    teams, today, moved = TeamsOfPeople(), timezone.localdate(), 0
    for person, team in Entry.objects.filter(measure__in=undated).order_by().values_list("person_id", "team_id").distinct():
        now = teams.on(person, today)
        if now != team:
            Entry.objects.filter(measure__in=undated, person=person, team=team).update(team=now)
            moved += 1
    return moved


def _standing(measure: Measure, on: date) -> list[Snapshot]:
    is_due = Case(When(on__lte=on, then=Value(True)), default=Value(False))
    entries = Entry.objects.filter(measure=measure.name).order_by().annotate(month=MonthOf("on"), is_due=is_due)
    sums = entries.values_list("month", "is_due", "person_id", "team_id").annotate(sum=Sum("amount"))
    return [
        Snapshot(measure=measure.name, taken_on=on, month=month, is_due=due, person_id=person, team_id=team, amount=amount)
        for month, due, person, team, amount in sums
        if amount
    ]


def as_of(name: str, day: date, *, by: User, due_only: bool = False, people: tuple[int, ...] = ()) -> Decimal | None:
    """How a level stood at the end of a day, over what the person may see. `due_only` counts only what was due by then (overdue money).

    None when no night up to that day was kept. Raises LookupError for an unknown measure.
    """
    measure = measure_named(name)
    taken = Snapshot.objects.filter(measure=measure.name, taken_on__lte=day).aggregate(last=Max("taken_on"))["last"]
    if taken is None:
        return None
    rows = _narrowed(visible(by, Snapshot.objects.filter(measure=measure.name, taken_on=taken)), due_only, people)
    return Decimal(rows.aggregate(sum=Sum("amount"))["sum"] or 0) / SCALE


def _narrowed(rows: QuerySet[Snapshot], due_only: bool, people: tuple[int, ...]) -> QuerySet[Snapshot]:
    rows = rows.filter(is_due=True) if due_only else rows
    return rows.filter(person__in=people) if people else rows
