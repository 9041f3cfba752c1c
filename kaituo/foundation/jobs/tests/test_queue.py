"""Jobs are run once, retried when they fail, and given back when their worker dies."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.jobs import queue
from kaituo.foundation.jobs.models import Lease, Schedule
from kaituo.foundation.jobs.repeating import REPEATING, enqueue_due, repeat
from kaituo.foundation.jobs.rhythm import WrongRule, next_after
from kaituo.foundation.jobs.worker import Worker

pytestmark = pytest.mark.django_db
DONE: list[str] = []


@task()
def note(text: str) -> str:
    DONE.append(text)
    return text


@task()
def break_down() -> None:
    raise RuntimeError("the printer is on fire")


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


def test_a_job_runs_once():
    note.enqueue("a")
    assert Worker().drain() == 1
    assert DONE == ["a"]
    assert not Lease.objects.exists()


def test_a_rolled_back_transaction_leaves_no_job():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue("a")
        raise ZeroDivisionError
    assert Worker().drain() == 0


def test_a_failing_job_is_tried_again_and_at_last_kept_as_a_dead_letter():
    break_down.enqueue()
    for _attempt in range(queue.MOST_ATTEMPTS):
        DBTaskResult.objects.update(run_after=timezone.now())
        Worker().step()
    dead = queue.dead_letters().get()
    assert "the printer is on fire" in dead.traceback
    assert Worker().drain() == 0


def test_a_dead_letter_can_be_sent_again():
    break_down.enqueue()
    for _attempt in range(queue.MOST_ATTEMPTS):
        DBTaskResult.objects.update(run_after=timezone.now())
        Worker().step()
    queue.send_again(queue.dead_letters().get())
    assert not queue.dead_letters().exists()
    assert DBTaskResult.objects.ready().count() == 1


def test_the_job_of_a_dead_worker_is_given_back():
    note.enqueue("a")
    queue.claim("dead")
    assert queue.claim("alive") is None
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert queue.reap() == 1
    assert Worker().drain() == 1


def test_a_living_worker_keeps_its_job():
    note.enqueue("a")
    queue.claim("alive")
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    queue.renew("alive")
    assert queue.reap() == 0


def test_what_is_due_is_enqueued_once(monkeypatch):
    monkeypatch.setattr("kaituo.foundation.jobs.repeating.REPEATING", {note.module_path: ("every 5", break_down)})
    enqueue_due()
    Schedule.objects.update(next_run_at=timezone.now() - timedelta(hours=9))
    assert enqueue_due() == 1
    assert enqueue_due() == 0


def test_a_schedule_that_is_off_stays_quiet(monkeypatch):
    monkeypatch.setattr("kaituo.foundation.jobs.repeating.REPEATING", {note.module_path: ("every 5", break_down)})
    enqueue_due()
    Schedule.objects.update(next_run_at=timezone.now() - timedelta(hours=9), is_on=False)
    assert enqueue_due() == 0


@pytest.mark.parametrize(
    ("rule", "then"),
    [
        ("daily 02:30", datetime(2026, 3, 2, 2, 30)),
        ("daily 23:00", datetime(2026, 3, 1, 23, 0)),
        ("hourly 15", datetime(2026, 3, 1, 11, 15)),
        ("hourly 45", datetime(2026, 3, 1, 10, 45)),
        ("every 5", datetime(2026, 3, 1, 10, 25)),
    ],
)
def test_rules_say_when_next(rule, then):
    assert next_after(rule, datetime(2026, 3, 1, 10, 20)) == then


def test_a_rule_nobody_can_read_is_refused():
    with pytest.raises(WrongRule):
        repeat("when the moon is full", note)
    assert note.module_path not in REPEATING
