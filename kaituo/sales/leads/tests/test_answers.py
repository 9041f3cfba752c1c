"""Leads from outside are promised an answer: the rep is reminded, whoever leads her hears when it is late, Today and reports show it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.sales.leads import actions
from kaituo.sales.leads.answers import remind
from kaituo.sales.leads.models import AnswerRule, Lead

MONDAY = timezone.make_aware(datetime(2026, 3, 2, 10))


@pytest.fixture
def rule(ada):
    return records.create(AnswerRule(hours=8, remind_hours=2), by=ada)


@pytest.fixture
def enquiry(rule, ada, alice):
    with clock.at(MONDAY):
        return actions.capture(Lead(name="Acme", owner=alice), by=ada, path="web")


def told(person):
    return list(Notice.objects.filter(person=person, kind__startswith="leads.").order_by("pk").values_list("kind", flat=True))


def test_an_enquiry_is_to_be_answered_within_working_hours(enquiry):
    assert enquiry.answer_due_at == MONDAY + timedelta(hours=8)


def test_what_comes_in_late_is_due_on_the_next_working_day(rule, ada):
    with clock.at(MONDAY.replace(day=6, hour=17)):
        lead = actions.capture(Lead(name="Acme"), by=ada, path="mail")
    assert timezone.localtime(lead.answer_due_at).day == 9


def test_what_a_rep_enters_herself_waits_for_nobody(rule, make_lead):
    assert make_lead("Acme").answer_due_at is None


def test_the_rep_is_reminded_once_and_her_lead_hears_once_when_it_is_late(enquiry, alice, mei):
    assert remind(MONDAY + timedelta(hours=5)) == 0
    for hours in (7, 7, 9, 9):
        remind(MONDAY + timedelta(hours=hours))
    assert (told(alice), told(mei)) == (["leads.waits", "leads.late"], ["leads.late"])


def test_whatever_is_done_first_answers_it(enquiry, alice):
    with clock.at(MONDAY + timedelta(hours=3)):
        actions.follow_up(enquiry, by=alice, note="Called")
    assert enquiry.answered_at == MONDAY + timedelta(hours=3)
    assert remind(MONDAY + timedelta(hours=30)) == 0


def test_reports_count_what_was_answered_in_time(rule, ada, alice):
    for number, hours in enumerate((3, 30)):
        with clock.at(MONDAY):
            lead = actions.capture(Lead(name=f"Acme {number}", owner=alice), by=ada, path="web")
        with clock.at(MONDAY + timedelta(hours=hours)):
            actions.follow_up(lead, by=alice, note="Called")
    assert total("leads.in_time_rate", Question(), by=ada) == pytest.approx(0.5)


def test_there_is_one_rule(rule, ada):
    with pytest.raises(Exception, match="already"):
        records.create(AnswerRule(hours=4), by=ada)
