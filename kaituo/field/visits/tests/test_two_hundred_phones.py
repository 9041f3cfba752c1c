"""Two hundred phones find their network at the same moment and send everything twice: nothing is lost, nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from kaituo.field.visits import actions
from kaituo.field.visits.models import Evidence, Presence, Sending, Visit, VisitStep, VisitType
from kaituo.field.visits.saying import Said
from kaituo.field.visits.syncing import take
from kaituo.foundation.identity.models import Role, RoleAssignment, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Attachment
from kaituo.sales.customers.models import Account
from tests.company.cast import gather

from .conftest import picture

PHONES, AT_ONCE, MOST_TIMES = 200, 4, 20


@pytest.fixture
def reps(transactional_db):
    """Each with one visit that asks for a photo."""
    cast = gather()
    role = Role.objects.get(key="rep")
    kind = records.create(VisitType(name="Shelf"), by=cast.ada)
    step = records.create(VisitStep(visit_type=kind, kind="photo", name="Shelf"), by=cast.ada)
    people = User.objects.bulk_create([User(username=f"rep{number}", name=f"Rep {number}", is_active=True) for number in range(PHONES)])
    long_ago = timezone.localdate() - timedelta(days=30)
    RoleAssignment.objects.bulk_create([RoleAssignment(user=person, role=role, starts_on=long_ago) for person in people])
    for person in people:
        account = records.create(Account(name=person.name, owner=person), by=cast.ada)
        actions.plan(Visit(account=account, owner=person, visit_type=kind), by=cast.ada)
    return step


def said(visit: Visit, step: VisitStep) -> list[Said]:
    now = timezone.now()
    told = {"visit": visit.key, "at": now, "sent_at": now}
    return [
        Said(key=uuid4(), deed="check_in", **told),
        Said(key=uuid4(), deed="evidence", step=step.pk, **told),
        Said(key=uuid4(), deed="check_out", summary="Done", **told),
    ]


def send(person: User, deeds: list[Said]) -> list[str]:
    try:
        return [until_answered(person, each) for each in deeds]
    finally:
        connections.close_all()


def until_answered(person: User, deed: Said) -> str:
    """As the phone does: a server too busy to answer is asked again, and nothing is sent before it has answered."""
    for _time in range(MOST_TIMES):
        try:
            return take(deed, picture() if deed.deed == "evidence" else None, by=person).outcome
        except OperationalError:
            continue
    return "never answered"


def test_two_hundred_phones_at_once_lose_and_double_nothing(reps):
    work = [(visit.owner, said(visit, reps)) for visit in Visit.objects.select_related("owner")]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # Every phone sends its whole queue over two connections at the same time, as one does whose first answers did not come.
        jobs = [pool.submit(send, person, deeds) for person, deeds in work for _connection in range(2)]
        answers = [job.result() for job in jobs]
    assert {tuple(answer) for answer in answers} == {("taken", "taken", "taken")}
    assert Visit.objects.done().count() == PHONES
    assert (Presence.objects.count(), Evidence.objects.count(), Sending.objects.count()) == (2 * PHONES, PHONES, 3 * PHONES)
    assert Attachment.objects.count() == PHONES
