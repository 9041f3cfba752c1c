"""A calculation in the background, for runs of many credits: the same verbs, asked for by the same person."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import task

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_myself
from kaituo.foundation.records.refusals import Refused

from .actions.runs import complete_calculation, give_up_calculation
from .models import Run
from .notices import CALCULATED, NOT_CALCULATED


@task()
def calculate_later(run_id: int, user_id: int) -> None:
    """Being run twice changes nothing: a run that is no longer being calculated is left as it is."""
    run, user = Run.objects.get(pk=run_id), User.objects.get(pk=user_id)
    if not run.is_running:
        return
    try:
        _complete(run, user)
    except (Refused, PermissionDenied) as refusal:
        _give_up(run, user, refusal)


@transaction.atomic
def _complete(run: Run, user: User) -> None:
    complete_calculation(run, by=user)
    tell_myself(CALCULATED, run, by=user)


@transaction.atomic
def _give_up(run: Run, user: User, refusal: Refused | PermissionDenied) -> None:
    reason = " ".join(refusal.messages) if isinstance(refusal, Refused) else str(refusal)
    give_up_calculation(run, by=User.objects.system(), reason=reason)
    tell_myself(NOT_CALCULATED, run, by=user, reason=reason)
