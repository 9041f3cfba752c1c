"""The chain of seals: it holds while nobody touches the past, and shows where somebody did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kaituo.foundation.records import sealing
from kaituo.foundation.records.facts import RECORD_CHANGED
from kaituo.foundation.records.log import describe
from kaituo.foundation.records.models import Event, Seal


@pytest.fixture
def sealed(alice, monkeypatch):
    monkeypatch.setattr(sealing, "RUN", 3)
    events = [describe(RECORD_CHANGED, alice, by=alice, changes={"name": [None, "张三"]}) for _ in range(7)]
    for event in events:
        event.at = timezone.now() - timedelta(hours=1)
    Event.objects.bulk_create(events)
    sealing.seal()
    return list(Event.objects.order_by("pk"))


def tamper(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_every_event_is_sealed_once(sealed):
    assert [seal.last_event_id for seal in Seal.objects.order_by("pk")] == [sealed[2].pk, sealed[5].pk, sealed[6].pk]
    assert sealing.seal() == 0


def test_an_untouched_chain_holds(sealed):
    assert sealing.verify() is None


def test_a_changed_event_breaks_its_seal(sealed):
    tamper("UPDATE records_event SET subject_text = 'somebody else' WHERE id = %s", sealed[4].pk)
    assert sealing.verify() == Seal.objects.order_by("pk")[1]


def test_a_removed_event_breaks_its_seal(sealed):
    tamper("DELETE FROM records_event WHERE id = %s", sealed[0].pk)
    assert sealing.verify() == Seal.objects.order_by("pk")[0]


def test_a_seal_made_anew_breaks_the_next_one(sealed):
    tamper("UPDATE records_event SET subject_text = 'x' WHERE id = %s", sealed[0].pk)
    first = Seal.objects.order_by("pk")[0]
    Seal.objects.filter(pk=first.pk).update(hash=sealing.hash_of(first.first_event_id, first.last_event_id, ""))
    assert sealing.verify() == Seal.objects.order_by("pk")[1]


def test_what_has_not_settled_waits(alice):
    Event.objects.bulk_create([describe(RECORD_CHANGED, alice, by=alice)])
    assert sealing.seal() == 0
