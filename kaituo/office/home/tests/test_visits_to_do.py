"""Visits in what to do now: today's own, and others' that wait for a word."""

import pytest
from django.utils import timezone

from kaituo.field.visits import actions
from kaituo.field.visits.models import Visit, VisitType
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.agenda import SOURCES
from kaituo.sales.customers.models import Account


@pytest.fixture
def visit(alice, ada):
    kind = records.create(VisitType(name="Talk"), by=ada)
    account = records.create(Account(name="Lantern", owner=alice), by=alice)
    return actions.plan(Visit(account=account, owner=alice, visit_type=kind), by=alice)


def test_a_visit_planned_for_today_stands_there_with_its_steps(visit, alice):
    today = timezone.localdate()
    assert list(SOURCES["visits"].rows(alice, [alice.pk], today)) == [visit]
    assert [step.label for step in SOURCES["visits"].matter(visit, today).steps] == ["Move", "Cancel"]


def test_who_leads_is_asked_about_what_was_noticed_and_nobody_about_her_own(visit, alice, mei):
    Visit.objects.update(state="done", judgement="waiting", flags=["far"])
    today = timezone.localdate()
    assert list(SOURCES["judging"].rows(mei, [alice.pk], today)) == [visit]
    assert list(SOURCES["judging"].rows(alice, [alice.pk], today)) == []
    matter = SOURCES["judging"].matter(Visit.objects.get(), today)
    assert [step.label for step in matter.steps] == ["Accept", "Do not accept"]
