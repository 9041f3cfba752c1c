"""What `benchmarks.cards` measures: many people with entries of the last months, their cards, and a manager's cockpit."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Membership, Role, RoleAssignment, Team, User
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records import actions as records
from kaituo.performance.scorecards.actions import refresh_all, release
from kaituo.performance.scorecards.models import Assignment, Indicator, Template, TemplateVersion
from kaituo.team.people.models import Staff
from tests.company.cast import LONG_AGO, Cast, gather

MEASURES = ("activities.contact_count", "visits.done_count", "orders.booked_revenue", "pipeline.created_count", "worklogs.handed_in_count")
DAYS, MS = 112, 1000
GROUPED = (
    'SELECT measure, person_id, team_id, sum(amount), count(*) FROM metrics_entry WHERE "on" >= %s AND "on" < %s GROUP BY measure, person_id, team_id'
)
WRITTEN = "UPDATE scorecards_scorecard SET total = %s, judged_weight = %s, present_rate = %s, lines = %s, strokes = %s WHERE id = %s"


def run(asked: Namespace, rng: Random, clock: Callable[[], float]) -> dict[str, Any]:
    old = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        today = timezone.localdate()
        lead, month = company(asked, rng, today), today.replace(day=1)
        refresh_all(today)
        client = Client(SERVER_NAME="localhost")
        client.force_login(lead)
        check(client, asked.led)
        spans = [(today - timedelta(days=28 * number + 27), today - timedelta(days=28 * number - 1)) for number in range(4)]
        return {
            "figures": [
                told(f"refresh of {asked.people:,} cards", asked, clock, lambda: refresh_all(today), lambda: floor([(month, today)], writes=True)),
                told(
                    f"cockpit of {asked.led:,} people",
                    asked,
                    clock,
                    lambda: client.get(reverse("insights-cockpit")),
                    lambda: floor(spans, team=led_team()),
                ),
            ]
        }
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def check(client: Client, led: int) -> None:
    """What is timed must be the page with everybody on it."""
    page = client.get(reverse("insights-cockpit"))
    if page.status_code != 200 or page.content.decode().count('class="case"') != led:
        raise RuntimeError(f"the cockpit answered {page.status_code} without all {led} people")


def told(name: str, asked: Namespace, clock: Callable[[], float], ours: Callable[[], object], plain: Callable[[], object]) -> dict[str, Any]:
    pairs = [(seconds(ours, clock), seconds(plain, clock)) for _round in range(asked.rounds)]
    mine, bare = (median(column) for column in zip(*pairs, strict=True))
    figures = {"ours_ms": round(mine * MS, 1), "sql_ms": round(bare * MS, 1), "ratio": round(mine / bare, 2), "entries": Entry.objects.count()}
    return {"name": name, "database": connection.vendor, **figures}


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return clock() - begun


def led_team() -> int:
    return Team.objects.values_list("pk", flat=True).get(code="led")


def floor(spans: list[tuple[date, date]], *, writes: bool = False, team: int = 0) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for span in spans:
            cursor.execute(GROUPED.replace("GROUP BY", f"AND team_id = {team} GROUP BY", 1) if team else GROUPED, span)
            cursor.fetchall()
        if writes:
            cursor.execute("SELECT total, judged_weight, present_rate, lines, strokes, id FROM scorecards_scorecard")
            cursor.executemany(WRITTEN, cursor.fetchall())


def company(asked: Namespace, rng: Random, today: date) -> User:
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
    count_up(people, teams, asked.each, rng, today)
    template(cast, [led, cast.west], today)
    return lead


def count_up(people: list[User], teams: list[Team], each: int, rng: Random, today: date) -> None:
    rows = []
    for person, team in zip(people, teams, strict=True):
        for number in range(each):
            day, amount = today - timedelta(days=rng.randrange(DAYS)), rng.randint(1, 9) * SCALE
            what = {"measure": MEASURES[number % len(MEASURES)], "source_type": "customers.Account", "source_id": number}
            rows.append(Entry(on=day, earned_on=day, person=person, team=team, amount=amount, original_amount=amount, **what))
    Entry.objects.bulk_create(rows, batch_size=2000)


def template(cast: Cast, teams: list[Team], today: date) -> None:
    card = records.create(Template(name="Monthly", span="month"), by=cast.ada)
    version = records.create(TemplateVersion(template=card, starts_on=card.period_on(today).start), by=cast.ada)
    for name in MEASURES:
        records.create(Indicator(template_version=version, measure=name, weight=Decimal(20), against="stated", target=Decimal(20)), by=cast.ada)
    release(version, by=cast.ada)
    for team in teams:
        records.create(Assignment(template=card, team=team, starts_on=version.starts_on), by=cast.ada)
