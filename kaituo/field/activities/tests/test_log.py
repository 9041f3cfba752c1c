"""Writing down what was done with a customer, and what follows from it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from kaituo.field.activities.models import Activity, FollowUp
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.screens.timeline import history
from kaituo.sales.customers.models import Account


def test_who_writes_it_down_did_it(log, alice):
    assert log().owner == alice


def test_it_stands_on_the_timeline_of_the_customer(log, lantern, alice):
    log(text="Wants it blue")
    assert "Wants it blue" in str(history(lantern, alice, 5).entries[0].event)


def test_the_next_contact_is_planned_for_her(log, alice):
    day = timezone.localdate() + timedelta(days=3)
    log(kind="message", next_on=day, next_step="Send the offer")
    planned = FollowUp.objects.get()
    assert (planned.owner, planned.due_on, planned.what, planned.kind) == (alice, day, "Send the offer", "message")


def test_what_was_promised_long_ago_is_not_planned_any_more(log):
    log(happened_at=timezone.now() - timedelta(days=90), next_on=timezone.localdate() - timedelta(days=80))
    assert not FollowUp.objects.exists()


def test_the_next_contact_cannot_lie_before_this_one(log):
    with pytest.raises(ValidationError, match="before this one"):
        log(next_on=timezone.localdate() - timedelta(days=1))


def test_what_has_not_happened_yet_is_refused(log):
    with pytest.raises(ValidationError, match="future"):
        log(happened_at=timezone.now() + timedelta(hours=1))


def test_a_contact_of_another_customer_is_refused(log, alice, wang):
    other = records.create(Account(name="Other", owner=alice), by=alice)
    with pytest.raises(ValidationError, match="another account"):
        log(account=other, contact=wang)


def test_a_stranger_to_the_customer_cannot_write_there(log, charlie):
    with pytest.raises(PermissionDenied):
        log(by=charlie)


def test_a_colleague_who_is_named_hears_of_it_if_she_may_see_the_customer(log, mei, charlie):
    log(text="@梅 please call him; @Charlie too")
    assert list(Notice.objects.values_list("person__username", "kind")) == [("mei", "activities.named")]


def test_the_quick_form_writes_and_returns_to_the_page_it_lay_over(client, alice, lantern, wang):
    client.force_login(alice)
    here = f"http://testserver{reverse('home')}?x=1"
    data = {"account": lantern.pk, "kind": "call", "text": "Reached him", "outcome": "progress", "contact": wang.pk}
    answer = client.post(f"{reverse('activities-log')}?account={lantern.pk}", data, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL=here)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/?x=1")
    assert Activity.objects.get().contact == wang
    assert Event.objects.filter(name="activities.activity_logged", actor=alice).exists()


def test_the_quick_form_says_what_is_missing_and_keeps_what_was_typed(client, alice, lantern):
    client.force_login(alice)
    answer = client.post(f"{reverse('activities-log')}?account={lantern.pk}", {"account": lantern.pk, "kind": "call", "next_step": "Call back"})
    assert answer.status_code == 422
    assert "Call back" in answer.content.decode()
    assert "This field is required" in answer.content.decode()


def test_the_quick_form_never_leads_to_another_site(client, alice, lantern):
    client.force_login(alice)
    data = {"account": lantern.pk, "kind": "call", "text": "Reached him"}
    answer = client.post(reverse("activities-log"), data, HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="https://evil.example//evil.example/x")
    assert answer.headers["HX-Redirect"] == reverse("activities-activity-list")


def test_the_main_contact_is_chosen_beforehand(client, alice, lantern, wang):
    client.force_login(alice)
    page = client.get(f"{reverse('activities-log')}?account={lantern.pk}").content.decode()
    assert f'<option value="{wang.pk}" selected>' in page


def test_a_customer_one_may_not_see_is_not_named_in_the_form(client, charlie, lantern, wang):
    client.force_login(charlie)
    page = client.get(f"{reverse('activities-log')}?account={lantern.pk}").content.decode()
    assert "灯笼公司" not in page
    assert "王总" not in page
