"""A calculation in the background, for runs of many credits: step by step beside what is there, and taken over by the same verbs at the end.

Nothing of it shows before the last step. A process that dies loses the step it was at: the job is given to another worker, which goes on with the rest.
"""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import as_read_by
from kaituo.foundation.jobs import progress
from kaituo.foundation.notices.actions import tell_myself
from kaituo.foundation.records.refusals import Refused

from . import size
from .actions.calculating import Abandoned, complete_calculation, give_up_calculation, steps, write_step
from .choices import VersionState
from .models import Run, Simulation
from .notices import CALCULATED, NOT_CALCULATED, SIMULATED
from .simulation import simulate


@task()
def calculate_later(run_id: int, user_id: int) -> None:
    """Being run twice changes nothing: a run that is no longer being calculated is left as it is."""
    run, user = Run.objects.get(pk=run_id), User.objects.get(pk=user_id)
    if not run.is_running:
        return
    with as_read_by(user):
        _calculate(run, user)


def _calculate(run: Run, user: User) -> None:
    try:
        _refuse_outsiders(user, run)
        _write(run)
        _complete(run, user)
    except (Refused, PermissionDenied) as refusal:
        _give_up(run, user, refusal)
    except Abandoned:
        return


def _refuse_outsiders(user: User, run: Run) -> None:
    """Asked before the work, and once more by the verb at its end."""
    verb = complete_calculation.verb
    if not may(user, verb.allow, run):
        raise PermissionDenied(_("You are not allowed to do that: %(verb)s") % {"verb": verb.label})


def _write(run: Run) -> None:
    version = run.versions.filter(state=VersionState.WRITTEN).first()
    if version is None:
        raise Abandoned
    listed = steps(run)
    is_single = len(listed) <= 2
    for done, step in enumerate(listed):
        size.say(run, done, len(listed), size.PLANS)
        write_step(version, step, partial(size.say, run, of=size.LINES) if is_single and step else None)


@transaction.atomic
def _complete(run: Run, user: User) -> None:
    run.refresh_from_db()
    if not run.is_running:
        raise Abandoned
    complete_calculation(run, by=user)
    tell_myself(CALCULATED, run, by=user)


@transaction.atomic
def _give_up(run: Run, user: User, refusal: Refused | PermissionDenied) -> None:
    reason = " ".join(refusal.messages) if isinstance(refusal, Refused) else str(refusal)
    give_up_calculation(run, by=User.objects.system(), reason=reason)
    tell_myself(NOT_CALCULATED, run, by=user, reason=reason)


@task()
def simulate_later(simulation_id: int) -> None:
    """A simulation of many credits. Being run twice changes nothing."""
    row = Simulation.objects.select_related("plan", "created_by").get(pk=simulation_id)
    if not row.is_waiting:
        return
    name = f"commission-simulation-{row.pk}"
    result = simulate(row.plan, row.period, lambda done, total: progress.say(name, done, total))
    Simulation.objects.filter(pk=row.pk).update(result=result)
    progress.forget(name)
    if row.created_by:
        tell_myself(SIMULATED, row.plan, by=row.created_by, period=str(row.period))
