"""The phones of `benchmarks.phones`: what each kept, how it sends it, and what must be true afterwards."""

import json
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPException
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.client import Visitor
from benchmarks.machine import described
from benchmarks.server import served
from kaituo.config.initialise import initialise
from kaituo.field.visits.actions import give_consent
from kaituo.field.visits.models import Presence, Sending, Visit, VisitType
from kaituo.foundation.identity.models import Role, RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.office.administration.default_roles import make_default_roles
from kaituo.sales.customers.models import Account

DEEDS = ("begin", "check_in", "check_out")
MOST_TIMES = 100
LONG_AGO = date(2020, 1, 1)
ADDRESS = "/visits/day/send/"
HERE = {"latitude": 31.2304, "longitude": 121.4737, "accuracy": 12.0}


@dataclass
class Phone:
    """Two connections, because a phone sends again what it thinks was lost while the first is still on its way."""

    visitors: list[Visitor]
    queue: list[dict[str, Any]]
    again: list[int]
    """For each thing in the queue the place of the one that comes once more after it."""


@dataclass(frozen=True)
class Sent:
    key: str
    outcome: str
    seconds: float
    retries: int


def run(asked: Namespace, rng: Random, clock: Callable[[], float]) -> dict[str, Any]:
    call_command("collectstatic", interactive=False, verbosity=0)
    initialise(demo=False)
    if Visit.objects.exists():
        raise ValueError("this database has visits already; give another KAITUO_HOME (and KAITUO_DATABASE)")
    reps, kind = company(asked.phones)
    connection.close()
    with served("kaituo.config.wsgi:application", "/account/login/") as server:
        phones = [phone(rep, kind, server.port, asked.visits, rng) for rep in reps]
        begun = clock()
        with ThreadPoolExecutor(asked.phones) as pool, ThreadPoolExecutor(asked.phones) as twins:
            sent = [each for told in pool.map(lambda each: send_all(each, twins, clock), phones) for each in told]
        seconds = clock() - begun
    judge(asked, phones, sent)
    return {"phones": [told_of(asked, sent, seconds)], "machine": described()}


def company(count: int) -> tuple[list[User], VisitType]:
    """So many reps, each with a customer and her consent."""
    system = User.objects.system()
    make_default_roles()
    role = Role.objects.get(key="rep")
    kind = records.create(VisitType(name="Talk"), by=system)
    reps = User.objects.bulk_create([User(username=f"rep-{number}", name=f"Rep {number}", password="!") for number in range(count)])
    RoleAssignment.objects.bulk_create([RoleAssignment(user=rep, role=role, starts_on=LONG_AGO) for rep in reps])
    records.create_many([Account(name=f"Customer {number}", owner=rep) for number, rep in enumerate(reps)], by=system)
    for rep in reps:
        give_consent(by=rep)
    return list(reps), kind


def phone(rep: User, kind: VisitType, port: int, visits: int, rng: Random) -> Phone:
    account = Account.objects.get(owner=rep).pk
    queue = [each for number in range(visits) for each in said(account, kind.pk, visits - number, rng)]
    return Phone([Visitor(port, rep), Visitor(port, rep)], queue, [rng.randint(0, place) for place in range(len(queue))])


def said(account: int, kind: int, hours_ago: int, rng: Random) -> list[dict[str, Any]]:
    """One visit from beginning to end."""
    now = timezone.now()
    visit, at = key(rng), now - timedelta(hours=hours_ago)
    told = {"visit": visit, "sent_at": now.isoformat(), "account": account, "visit_type": kind, "position": HERE}
    return [
        {**told, "key": key(rng), "deed": deed, "at": (at + timedelta(minutes=20 * number)).isoformat(), "summary": "Talked"}
        for number, deed in enumerate(DEEDS)
    ]


def key(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def send_all(phone: Phone, twins: ThreadPoolExecutor, clock: Callable[[], float]) -> list[Sent]:
    """In order; each twice at the same moment, then something from before once more."""
    first, second = phone.visitors
    told = []
    for thing, again in zip(phone.queue, phone.again, strict=True):
        twin = twins.submit(send, second, thing, clock)
        told += [send(first, thing, clock), twin.result(), send(second, phone.queue[again], clock)]
    return told


def send(visitor: Visitor, thing: dict[str, Any], clock: Callable[[], float]) -> Sent:
    """Until it is answered; a connection that broke is opened anew. Raises RuntimeError when the server stays too busy, or refuses to read it."""
    begun = clock()
    for retries in range(MOST_TIMES):
        try:
            answer = visitor.post(ADDRESS, {"said": json.dumps(thing)})
        except (OSError, HTTPException):
            visitor.connection.close()
            continue
        if answer.status == 200:
            return Sent(thing["key"], json.loads(answer.body)["outcome"], clock() - begun, retries)
        if answer.status < 500:
            raise RuntimeError(f"{thing['deed']}: {answer.status} {answer.body[:300]!r}")
    raise RuntimeError(f"{thing['deed']}: never answered")


def judge(asked: Namespace, phones: list[Phone], sent: list[Sent]) -> None:
    """Raises AssertionError with what is wrong."""
    visits = asked.phones * asked.visits
    keys = {thing["key"] for phone in phones for thing in phone.queue}
    faults = {
        "not taken": sum(each.outcome != "taken" for each in sent),
        "visits lost or doubled": Visit.objects.done().count() - visits or Visit.objects.count() - visits,
        "check-ins and check-outs lost or doubled": Presence.objects.count() - 2 * visits,
        "visits without one of each": visits - Visit.objects.filter(presences__kind="in").filter(presences__kind="out").distinct().count(),
        "sendings lost or doubled": len(keys ^ {str(each) for each in Sending.objects.values_list("key", flat=True)}),
    }
    if any(faults.values()):
        raise AssertionError(faults)


def told_of(asked: Namespace, sent: list[Sent], seconds: float) -> dict[str, Any]:
    took = sorted(each.seconds for each in sent)
    return {
        "database": connection.vendor,
        "phones_at_once": asked.phones,
        "visits": asked.phones * asked.visits,
        "different_sendings": len({each.key for each in sent}),
        "sent_with_repeats": len(sent),
        "tried_again_because_busy_or_broken": sum(each.retries for each in sent),
        "seconds": round(seconds, 1),
        "sendings_a_second": round(len(sent) / seconds, 1),
        "median_ms_of_an_answer": round(median(took) * 1000, 1),
        "ms_within_which_95_of_100_were_answered": round(took[len(took) * 19 // 20] * 1000, 1),
        "lost_doubled_or_answered_otherwise": 0,
    }
