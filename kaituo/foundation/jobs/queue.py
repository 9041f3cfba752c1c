"""Claiming, finishing, retrying and reaping jobs: the promises that the task library leaves open.

A job is claimed by one worker, with a lease that the worker renews while it runs. A failure is tried again after a growing pause; after the last attempt the job
stays as a dead letter that people can see, mend and send again. A job whose worker died is given back, so every job must bear being run twice; one that
takes its worker along every time becomes a dead letter, too.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import Lease

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=10)


class WorkerLost(Exception):
    """The process that did the job ended without a word: killed, out of memory, or the machine went down."""


@transaction.atomic
def claim(worker: str) -> DBTaskResult | None:
    """The next job that is due, now held by this worker."""
    job = DBTaskResult.objects.ready().select_for_update(skip_locked=True).first()
    if job is None:
        return None
    job.claim(worker)
    lease, _is_new = Lease.objects.get_or_create(job_id=job.pk)
    lease.worker, lease.until, lease.attempt_count = worker, timezone.now() + LEASE, lease.attempt_count + 1
    lease.save()
    return job


def renew(worker: str) -> None:
    """The worker lives: whatever it holds stays its own."""
    Lease.objects.filter(worker=worker).update(until=timezone.now() + LEASE)


@transaction.atomic
def succeed(job: DBTaskResult, answer: object) -> None:
    job.set_successful(answer)
    Lease.objects.filter(job_id=job.pk).delete()


@transaction.atomic
def fail(job: DBTaskResult, error: BaseException) -> None:
    """Try again later, or give up after the last attempt and keep it as a dead letter with its traceback."""
    job.set_failed(error)
    lease = Lease.objects.filter(job_id=job.pk).first()
    attempts = lease.attempt_count if lease else MOST_ATTEMPTS
    if attempts < MOST_ATTEMPTS:
        _give_back(job, FIRST_PAUSE * 3 ** (attempts - 1))
    Lease.objects.filter(job_id=job.pk).update(worker="")


@transaction.atomic
def reap() -> int:
    """Give back the jobs of dead workers. Returns how many."""
    expired = list(Lease.objects.filter(until__lt=timezone.now()).exclude(worker="").select_for_update(skip_locked=True))
    for lease in expired:
        job = DBTaskResult.objects.filter(pk=lease.job_id, status=TaskResultStatus.RUNNING).first()
        if job is not None and lease.attempt_count < MOST_ATTEMPTS:
            _give_back(job, timedelta(0))
        elif job is not None:
            job.set_failed(WorkerLost(f"The worker was lost {lease.attempt_count} times while it did this."))
    Lease.objects.filter(pk__in=[lease.pk for lease in expired]).update(worker="")
    return len(expired)


@transaction.atomic
def send_again(job: DBTaskResult) -> None:
    """A dead letter gets all its attempts anew."""
    Lease.objects.filter(job_id=job.pk).delete()
    _give_back(job, timedelta(0))


def dead_letters():
    """Jobs that failed for good, newest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


def _give_back(job: DBTaskResult, pause: timedelta) -> None:
    job.status, job.run_after, job.finished_at = TaskResultStatus.READY, timezone.now() + pause, None
    job.save(update_fields=["status", "run_after", "finished_at"])
