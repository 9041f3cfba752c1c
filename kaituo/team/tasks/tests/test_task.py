"""One task from beginning to end: dependencies, checklist, repetition, reminders, and what it is about."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.identity.access import visible
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers.models import Account
from kaituo.team.tasks import actions, reminding
from kaituo.team.tasks.models import Dependency, Task, TaskPerson

FRIDAY = datetime(2026, 11, 27, 9, tzinfo=timezone.get_default_timezone())


def kinds_for(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def wait(task, other, by):
    return records.create(Dependency(task=task, blocked_by=other), by=by)


def test_finishing_puts_it_where_finished_work_lies(write, lists, alice):
    task = write()
    actions.complete(task, by=alice)
    assert (task.state, task.card_list, task.done_on) == ("done", lists["Done"], clock.today())
    actions.reopen(task, by=alice)
    assert (task.state, task.card_list, task.done_on) == ("open", lists["To do"], None)


def test_moving_to_that_list_finishes_and_moving_out_takes_up(write, lists, alice):
    task = write()
    actions.move(task, by=alice, card_list=lists["Done"])
    assert task.is_done
    actions.move(task, by=alice, card_list=lists["Doing"])
    assert task.is_open


def test_what_waits_cannot_be_finished_first(write, alice, bob, join):
    join(bob, "edit")
    first, second = write("Hall"), write("Stand", owner=bob)
    wait(second, first, alice)
    with pytest.raises(Refused, match="Hall"):
        actions.complete(second, by=bob)
    actions.complete(first, by=alice)
    assert kinds_for(bob)[-1] == "tasks.unblocked"
    actions.complete(second, by=bob)


def test_tasks_never_wait_for_one_another_in_a_circle(write, alice):
    one, two, three = write("One"), write("Two"), write("Three")
    wait(two, one, alice)
    wait(three, two, alice)
    for task, other in ((one, one), (one, three), (two, three)):
        with pytest.raises(ValidationError, match="waits for this task already"):
            wait(task, other, alice)


def test_what_repeats_comes_again_with_its_checklist(write, alice, lists):
    with clock.at(FRIDAY):
        task = write("Report", repeats="weekly", due_on=date(2026, 11, 27), card_list=lists["Doing"])
        actions.add_item(task, by=alice, text="Numbers")
        actions.tick(task.items.get(), by=alice)
        actions.complete(task, by=alice)
    again = Task.objects.get(state="open")
    assert (again.due_on, again.card_list, again.repeats) == (date(2026, 12, 4), lists["Doing"], "weekly")
    assert list(again.items.values_list("text", "is_ticked")) == [("Numbers", False)]
    assert again.created_by == alice


def test_what_was_missed_for_weeks_comes_once(write, alice):
    with clock.at(FRIDAY):
        task = write("Report", repeats="weekly", due_on=date(2026, 10, 30))
        actions.complete(task, by=alice)
    assert Task.objects.get(state="open").due_on == date(2026, 12, 4)


@pytest.mark.parametrize("wrong", [{"due_on": date(2026, 1, 1), "starts_on": date(2026, 1, 2)}, {"repeats": "daily"}, {"at": time(9)}])
def test_days_that_cannot_be_are_refused(write, wrong):
    with pytest.raises(ValidationError):
        write(**wrong)


def test_whoever_is_given_it_hears_of_it(write, alice, bob, charlie):
    task = write()
    actions.give(task, by=alice, to=bob)
    records.create(TaskPerson(task=task, person=charlie), by=alice)
    assert (kinds_for(bob), kinds_for(charlie), kinds_for(alice)) == (["notices.assigned"], ["tasks.given"], [])
    comment(task, by=charlie, text="I can help")
    assert kinds_for(bob)[-1] == "tasks.said"


def test_each_is_reminded_once_in_the_morning_or_before_the_hour(write, alice):
    write("All day", due_on=FRIDAY.date())
    write("At noon", due_on=FRIDAY.date(), at=time(12))
    write("Tomorrow", due_on=FRIDAY.date() + timedelta(days=1))
    assert reminding.remind(FRIDAY.replace(hour=7)) == 0
    assert reminding.remind(FRIDAY) == 1
    assert reminding.remind(FRIDAY.replace(hour=11, minute=5)) == 1
    assert reminding.remind(FRIDAY.replace(hour=11, minute=15)) == 0
    assert kinds_for(alice) == ["tasks.due", "tasks.due"]


def test_a_task_is_begun_on_the_page_of_what_it_is_about(browser, alice, charlie, lists):
    account = records.create(Account(name="Lantern works", owner=alice), by=alice)
    client = browser(alice)
    assert f"about=customers.Account%3A{account.pk}" in client.get(f"/accounts/{account.pk}/").content.decode()
    lines = {f"{name}-{part}": 0 for name in ("taskperson", "dependency") for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(f"/tasks/new/?about=customers.Account:{account.pk}", {"title": "Send samples", "owner": alice.pk, **lines})
    task = Task.objects.get()
    assert "Lantern works" in client.get(f"/tasks/{task.pk}/").content.decode()
    assert "Send samples" in client.get(f"/accounts/{account.pk}/").content.decode()
    assert list(visible(alice, Task.objects.about("customers.Account", account.pk))) == [task]


def test_a_record_that_one_may_not_see_is_not_linked_nor_named(browser, alice, charlie):
    account = records.create(Account(name="Lantern works", owner=alice), by=alice)
    client = browser(charlie)
    assert "Lantern" not in client.get(f"/tasks/new/?about=customers.Account:{account.pk}").content.decode()
    lines = {f"{name}-{part}": 0 for name in ("taskperson", "dependency") for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(f"/tasks/new/?about=customers.Account:{account.pk}", {"title": "Mole", "owner": charlie.pk, **lines})
    assert not Task.objects.get().links.exists()


def test_one_tap_ticks_and_a_stranger_ticks_nothing(browser, write, alice, charlie):
    task = write()
    actions.add_item(task, by=alice, text="Numbers")
    item = task.items.get()
    assert browser(charlie).post(f"/tasks/items/{item.pk}/tick/").status_code == 404
    browser(alice).post(f"/tasks/items/{item.pk}/tick/")
    item.refresh_from_db()
    assert item.is_ticked
