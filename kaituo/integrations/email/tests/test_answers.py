"""Customers are answered as their class is promised: the rep is reminded, whoever leads her hears when it is late, the next thing done is the answer."""

from datetime import timedelta

from django.utils import timezone

from kaituo.field.activities.actions import log
from kaituo.field.activities.models import Activity
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.screens.agenda import agenda
from kaituo.integrations.email import actions
from kaituo.integrations.email.answers import remind
from kaituo.integrations.email.models import AwaitedAnswer, Letter

from .conftest import MONDAY


def told(person):
    return list(Notice.objects.filter(person=person, kind__in=("email.waits", "email.late")).order_by("pk").values_list("kind", flat=True))


def test_a_letter_is_to_be_answered_within_the_working_hours_of_the_class(wrote):
    assert wrote().awaited.due_at == MONDAY + timedelta(hours=4)


def test_what_comes_in_late_is_due_on_the_next_working_day(wrote):
    due = timezone.localtime(wrote(MONDAY.replace(hour=17)).awaited.due_at)
    assert (due.day, due.hour) == (3, 12)


def test_to_classes_without_a_policy_nothing_is_promised(wrote, policy, ada):
    records.change(policy, {"account_class": "b"}, by=ada)
    wrote()
    assert not AwaitedAnswer.objects.exists()


def test_the_rep_is_reminded_once_and_her_lead_hears_once_when_it_is_late(wrote, alice, mei):
    wrote()
    for hours in (1, 3, 3, 5, 5):
        remind(MONDAY + timedelta(hours=hours))
    assert told(alice) == ["email.waits", "email.late"]
    assert told(mei) == ["email.late"]


def test_the_next_thing_done_with_the_customer_is_the_answer(wrote, customer, alice):
    letter = wrote()
    log(Activity(account=customer, owner=alice, kind="call", text="Told him the price", happened_at=MONDAY + timedelta(hours=1)), by=alice)
    assert AwaitedAnswer.objects.get(letter=letter).answered_at == MONDAY + timedelta(hours=1)
    assert remind(MONDAY + timedelta(hours=9)) == 0


def test_what_was_done_before_is_no_answer(wrote, customer, alice):
    letter = wrote()
    log(Activity(account=customer, owner=alice, kind="call", text="Before", happened_at=MONDAY - timedelta(hours=1)), by=alice)
    assert AwaitedAnswer.objects.get(letter=letter).answered_at is None


def test_a_letter_read_after_somebody_dealt_with_it_waits_for_nobody(wrote, customer, alice):
    log(Activity(account=customer, owner=alice, kind="call", text="Called back", happened_at=MONDAY + timedelta(hours=1)), by=alice)
    wrote()
    assert not AwaitedAnswer.objects.waiting().exists()


def test_one_says_that_no_answer_is_needed(wrote, alice):
    letter = wrote()
    actions.set_aside(letter, by=alice)
    assert not Letter.objects.get(pk=letter.pk).is_awaited


def test_it_stands_among_what_is_to_do_now(wrote, alice, bob):
    wrote()
    found = agenda(alice, [alice.pk], clock.today(), "letters")
    assert [(matter.title, matter.about) for matter in found.matters] == [("瑞和机械", "王磊 · Price")]
    assert "due" in found.matters[0].reasons[0].text
    assert agenda(bob, [bob.pk], clock.today(), "letters").matters == []
