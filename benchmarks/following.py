"""What `benchmarks.activities` builds and asks: years of follow-ups, plans and appointments; a customer's page, lists, and calendars of a month and a week."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from benchmarks.fill import FIRST, day, fill, mixed, moment
from benchmarks.large import DAYS, START, Size, customers, frame, one_of, people
from benchmarks.machine import described
from kaituo.config.initialise import initialise
from kaituo.field.activities.models import Activity, FollowUp
from kaituo.field.appointments.models import Appointment
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.foundation.screens.timeline import history
from kaituo.sales.customers.models import Account

OF_A_CUSTOMER = 50
A_PERSON = 2500
"""Follow-ups of one person in the two years, between three and four a day."""
LATER = 5
"""For so many follow-ups there is one planned, and one appointment."""
TIMELINE = 30
MONTH, WEEK = ("2025-05-26", "2025-07-07"), ("2025-06-16", "2025-06-23")
EVENTS = (
    "SELECT e.*, u.name FROM records_event e LEFT JOIN identity_user u ON u.id = e.actor_id "
    "WHERE (e.subject_type = 'customers.Account' AND e.subject_id = {0}) OR (e.subject_type = 'activities.Activity' AND e.subject_id IN "
    "(SELECT id FROM activities_activity WHERE account_id = {0}))"
)


@dataclass(frozen=True)
class Case:
    name: str
    who: str
    path: str
    floors: list[str]


def run(asked: Namespace, clock: Callable[[], float]) -> dict[str, Any]:
    call_command("collectstatic", interactive=False, verbosity=0)
    build(asked.rows)
    figures = [timeline(asked.rounds, clock), *(measured(case, asked.rounds, clock) for case in cases())]
    for each in figures:
        print(each)
    return {"figures": figures, "machine": described(), "rows": [counted()]}


def counted() -> dict[str, int]:
    return {model._meta.db_table: model.objects.count() for model in (User, Account, Activity, FollowUp, Appointment, Event)}


def build(rows: int) -> None:
    initialise(demo=False)
    if Activity.objects.exists():
        return
    size = Size("activities", max(40, rows // A_PERSON), rows // OF_A_CUSTOMER, rows // OF_A_CUSTOMER, 1, 1, 1, rows)
    for part in (frame, people, customers, done, planned, appointed, told):
        with transaction.atomic():
            part(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def of_customer(size: Size, salt: int) -> dict[str, str]:
    """A customer, and whoever has it."""
    number = f"(1 + ({mixed(salt, size.accounts)}))"
    return {"account_id": f"{FIRST} + {number}", "owner_id": f"{FIRST} + 1 + {number} % {size.people}"}


def done(size: Size) -> None:
    at = moment(START, f"i * {DAYS} / {size.events}")
    outcome = one_of("progress steady setback not_reached", 31)
    fill(
        Activity,
        size.events,
        **of_customer(size, 41),
        kind=one_of("call message meeting email note", 32),
        outcome=outcome,
        text="'第' || i || '次联系，确认下周的样品。'",
        happened_at=at,
        created_at=at,
        version="1",
    )


def planned(size: Size) -> None:
    count = size.events // LATER
    on = day(START, f"i * {DAYS} / {count}")
    fill(
        FollowUp,
        count,
        **of_customer(size, 42),
        kind=one_of("call meeting", 33),
        what="'回访'",
        due_on=on,
        state=one_of("done done open", 34),
        version="1",
    )


def appointed(size: Size) -> None:
    count = size.events // LATER
    at = moment(START, f"i * {DAYS} / {count}")
    fill(Appointment, count, **of_customer(size, 43), title="'交流 ' || i", starts_at=at, ends_at=at, uid="'a' || i", version="1")


def told(size: Size) -> None:
    """Half of the events are about customers, half about what was done with them."""
    about_account = "i % 2 = 0"
    fill(
        Event,
        size.events,
        name="'record.changed'",
        subject_type=f"CASE WHEN {about_account} THEN 'customers.Account' ELSE 'activities.Activity' END",
        subject_id=f"{FIRST} + CASE WHEN {about_account} THEN 1 + {mixed(44, size.accounts)} ELSE i END",
        subject_text="'客户'",
        actor_id=f"{FIRST} + 1 + {mixed(45, size.people)}",
        at=moment(START, f"i * {DAYS} / {size.events}"),
        changes="""'{"status": ["prospect", "customer"]}'""",
    )


def cases() -> list[Case]:
    rep, manager = (User.objects.get(username=name) for name in ("person5", "person21"))
    account = Account.objects.filter(owner=rep).order_by("pk").values_list("pk", flat=True)[3]
    led = [manager.pk, *range(manager.pk + 1, manager.pk + 8)]
    eight = "&".join(f"people={person}" for person in led)
    everybody = "SELECT a.*, c.name, u.name FROM activities_activity a JOIN customers_account c ON c.id = a.account_id JOIN identity_user u ON u.id = a.owner_id"
    june = f"{everybody} WHERE a.happened_at >= '2025-06-01' AND a.happened_at < '2025-07-01' ORDER BY a.happened_at LIMIT 200"
    return [
        Case("page of a customer, with follow-ups and timeline", "person5", f"/accounts/{account}/", of_account(account)),
        Case("calendar, month", "person5", "/calendar/?view=month&day=2025-06-18", in_span(MONTH, [rep.pk])),
        Case("calendar, week", "person5", "/calendar/?view=week&day=2025-06-18", in_span(WEEK, [rep.pk])),
        Case("calendar, month of eight people", "person21", f"/calendar/?view=month&day=2025-06-18&{eight}", in_span(MONTH, led)),
        Case("list of follow-ups, first page", "person1", "/activities/", [f"{everybody} ORDER BY a.happened_at DESC, a.id DESC LIMIT 50"]),
        Case(
            "list of follow-ups, a rep's",
            "person5",
            "/activities/",
            [f"{everybody} WHERE c.owner_id = {rep.pk} ORDER BY a.happened_at DESC LIMIT 50"],
        ),
        Case("month of everybody's follow-ups", "person1", "/activities/calendar/?month=2025-06", [june]),
    ]


def of_account(account: int) -> list[str]:
    return [
        f"SELECT * FROM customers_account WHERE id = {account}",
        f"SELECT * FROM customers_contact WHERE account_id = {account}",
        f"SELECT * FROM activities_activity WHERE account_id = {account} ORDER BY happened_at DESC LIMIT 5",
        f"SELECT * FROM activities_followup WHERE account_id = {account} AND state = 'open' ORDER BY due_on LIMIT 5",
        f"{EVENTS.format(account)} ORDER BY e.id DESC LIMIT {TIMELINE}",
    ]


def in_span(span: tuple[str, str], owners: list[int]) -> list[str]:
    start, end = span
    whose = f"owner_id IN ({', '.join(map(str, owners))})"
    met = f"SELECT a.*, u.name FROM appointments_appointment a JOIN identity_user u ON u.id = a.owner_id WHERE {whose}"
    due = f"SELECT f.*, c.name FROM activities_followup f JOIN customers_account c ON c.id = f.account_id WHERE f.{whose} AND f.state = 'open'"
    return [f"{met} AND starts_at >= '{start}' AND starts_at < '{end}'", f"{due} AND f.due_on >= '{start}' AND f.due_on < '{end}'"]


def timeline(rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    rep = User.objects.get(username="person5")
    account = Account.objects.filter(owner=rep).order_by("pk")[3]
    floor = [f"{EVENTS.format(account.pk)} ORDER BY e.id DESC LIMIT {TIMELINE}"]
    return compared("timeline of a customer", lambda: history(account, rep, TIMELINE), floor, rounds, clock)


def measured(case: Case, rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    """Raises RuntimeError when the page is not answered: a refusal is no measurement."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=case.who))
    answer = client.get(case.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{case.path} answered {answer.status_code}")
    return compared(case.name, lambda: client.get(case.path), case.floors, rounds, clock)


def compared(name: str, ours: Callable[[], object], floors: list[str], rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    rows = [(timed(ours, clock), timed(ours, process_time), timed(lambda: fetched(floors), clock)) for _round in range(rounds)]
    page, worked, floor = (1000 * median(each) for each in zip(*rows, strict=True))
    return {"what": name, "database": connection.vendor, "ms": round(page, 1), "cpu_ms": round(worked, 1), "sql_ms": round(floor, 2)}


def timed(deed: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    deed()
    return clock() - began


def fetched(floors: list[str]) -> None:
    with connection.cursor() as cursor:
        for each in floors:
            cursor.execute(each)
            cursor.fetchall()
