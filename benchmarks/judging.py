"""What `benchmarks.cards` measures: many people with entries of the last months, their cards, and a manager's cockpit."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse
from django.utils import timezone

from benchmarks import plain_cards
from benchmarks.machine import described
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Membership, Role, RoleAssignment, Team, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES as SHELF
from kaituo.foundation.metrics.measure import parts_of
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records import actions as records
from kaituo.office.insights.casebook import PORTION
from kaituo.office.insights.causes import CAUSES
from kaituo.office.insights.cockpit import HOLDING, cockpit, spans_until
from kaituo.performance.goals.models import Target
from kaituo.performance.scorecards.actions import refresh_all, release
from kaituo.performance.scorecards.models import Assignment, Indicator, Template, TemplateVersion
from kaituo.team.people.models import Staff
from tests.company.cast import LONG_AGO, Cast, gather

MEASURES = ("activities.contact_count", "visits.done_count", "orders.booked_revenue", "pipeline.created_count", "worklogs.handed_in_count")
MONEY, GOAL = "orders.booked_revenue", Decimal(1500)
DAYS, MS, CENT = 112, 1000, Decimal("0.01")
EACH_CAUSE = 8
"""Entries of each led person for every measure that stands behind a cause."""


def run(asked: Namespace, rng: Random, clock: Callable[[], float]) -> dict[str, Any]:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        today, machine = timezone.localdate(), described()
        lead, version = company(asked, rng, today)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return {"figures": [*of_cards(asked, clock, version, today), *of_cockpit(asked, clock, lead, today)], "machine": machine}
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def of_cards(asked: Namespace, clock: Callable[[], float], version: TemplateVersion, today: date) -> list[dict[str, Any]]:
    name, month = f"refresh of {asked.people:,} cards", Period.containing(today, PeriodKind.MONTH)
    refresh_all(today)
    own = plain_cards.totals()
    plain_cards.make_cards(version, month)
    plain = plain_cards.totals()
    other = {person: (total, plain[person]) for person, total in own.items() if abs(total - plain[person]) > CENT}
    if other or len(own) < asked.people:
        raise RuntimeError(f"plain SQL came to other totals: {other}")
    refresh = partial(refresh_all, today)
    return [
        told(name, "the same cards by one SQL statement", asked, clock, refresh, lambda: plain_cards.make_cards(version, month)),
        told(name, "sums fetched, rows written as they were", asked, clock, refresh, lambda: plain_cards.rewrite_cards(list(MEASURES), month)),
    ]


def of_cockpit(asked: Namespace, clock: Callable[[], float], lead: User, today: date) -> list[dict[str, Any]]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(lead)
    check(client, asked.led)
    flows, levels = plain_cards.parts_by_kind(behind_causes())
    month, team = Period.containing(today, PeriodKind.MONTH), Team.objects.get(code="led").pk
    sums = plain_cards.Sums(flows, levels, [MONEY], spans_until(today), month, team)
    name = f"cockpit of {asked.led:,} people"
    return [
        told(f"{name}, its figures", "the sums they are made of", asked, clock, lambda: cockpit(User.objects.get(pk=lead.pk), today), sums.fetched),
        told(f"{name}, the page", "the sums they are made of", asked, clock, lambda: client.get(reverse("insights-cockpit")), sums.fetched),
    ]


def behind_causes() -> list[str]:
    names = {*HOLDING, *(cause.measure for cause in CAUSES if cause.measure)}
    return sorted({part for name in names for part in parts_of(SHELF[name])})


def check(client: Client, led: int) -> None:
    """What is timed must be the page that judged everybody and shows its first portion."""
    page = client.get(reverse("insights-cockpit"))
    text = page.content.decode()
    if page.status_code != 200 or text.count('class="case"') != PORTION or f"{PORTION} / {led}" not in text:
        raise RuntimeError(f"the cockpit answered {page.status_code} without all {led} people")


def told(
    name: str, floor: str, asked: Namespace, clock: Callable[[], float], ours: Callable[[], object], plain: Callable[[], object]
) -> dict[str, Any]:
    pairs = [(seconds(ours, clock), seconds(plain, clock)) for _round in range(asked.rounds)]
    mine, bare = (median(column) for column in zip(*pairs, strict=True))
    figures = {"ours_ms": round(mine * MS, 1), "floor_ms": round(bare * MS, 1), "ratio": round(mine / bare, 2), "entries": Entry.objects.count()}
    return {"name": name, "floor": floor, "database": connection.vendor, **figures}


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return clock() - begun


def company(asked: Namespace, rng: Random, today: date) -> tuple[User, TemplateVersion]:
    cast = gather()
    Organisation.objects.create(name="Kaituo")
    led = Team.objects.create(code="led", name="Led")
    trees.place(led, Team.objects.get(code="company"), on=LONG_AGO)
    people = [User(username=f"rep-{number}", name=f"Rep {number}", password="!") for number in range(asked.people)]
    people = list(User.objects.bulk_create(people))
    teams = [led if number < asked.led else cast.west for number in range(asked.people)]
    Membership.objects.bulk_create([Membership(user=each, team=team, starts_on=LONG_AGO) for each, team in zip(people, teams, strict=True)])
    records.create_many([Staff(name=each.name, user=each, joined_on=LONG_AGO) for each in people[: asked.led]], by=cast.ada)
    lead = User.objects.create(username="lead", name="Lead", password="!")
    RoleAssignment.objects.create(user=lead, role=Role.objects.get(key="manager"), starts_on=LONG_AGO)
    Membership.objects.create(user=lead, team=led, is_lead=True, starts_on=LONG_AGO)
    led_people = people[: asked.led]
    count_up(people, teams, MEASURES, asked.each, rng, today)
    count_up(led_people, teams, behind_causes(), len(behind_causes()) * EACH_CAUSE, rng, today)
    agree(led_people, today)
    return lead, template(cast, [led, cast.west], today)


def count_up(people: list[User], teams: list[Team], names: Sequence[str], each: int, rng: Random, today: date) -> None:
    """Counts of a few each, and of money any number of cents."""
    rows = []
    for person, team in zip(people, teams, strict=False):
        for number in range(each):
            name = names[number % len(names)]
            cents = rng.randint(100, 90_000) * SCALE // 100
            day, amount = today - timedelta(days=rng.randrange(DAYS)), cents if SHELF[name].unit == Unit.MONEY else rng.randint(1, 9) * SCALE
            what = {"measure": name, "source_type": "customers.Account", "source_id": number}
            rows.append(Entry(on=day, earned_on=day, person=person, team=team, amount=amount, original_amount=amount, **what))
    Entry.objects.bulk_create(rows, batch_size=2000)


def agree(people: list[User], today: date) -> None:
    """A target of the month for each."""
    month = Period.containing(today, PeriodKind.MONTH)
    span = {"starts_on": month.start, "ends_on": month.end, "kind": "month"}
    Target.objects.bulk_create([Target(measure=MONEY, person=each, owner=each, goal_amount=GOAL, currency="CNY", **span) for each in people])


def template(cast: Cast, teams: list[Team], today: date) -> TemplateVersion:
    card = records.create(Template(name="Monthly", span="month"), by=cast.ada)
    version = records.create(TemplateVersion(template=card, starts_on=card.period_on(today).start), by=cast.ada)
    for name in MEASURES:
        target = GOAL if name == MONEY else Decimal(20)
        records.create(Indicator(template_version=version, measure=name, weight=Decimal(20), against="stated", target=target), by=cast.ada)
    release(version, by=cast.ada)
    for team in teams:
        records.create(Assignment(template=card, team=team, starts_on=version.starts_on), by=cast.ada)
    return version
