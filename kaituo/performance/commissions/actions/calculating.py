"""The verbs by which a run is calculated: at once, in the background, or anew beside what is there already."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.calc.shards import WorkersLost
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events, size, versions
from ..calculation import Calculation, drafts_beside, totals
from ..choices import RunState, VersionState
from ..drafts import Draft
from ..earnings import Earned
from ..late_cash import late_releases
from ..models import Plan, Run, RunVersion
from ..problems import sentence
from ..terms import terms_of

Said = Callable[[int, int], None]
BESIDE = 0
"""Stands among the numbers of plans for what belongs to no plan: releases and adjustments."""


class Abandoned(Exception):
    """Somebody cancelled the calculation while it went on."""


@action(label=gettext_lazy("Calculate"), says=events.RUN_CALCULATED, when="is_calculable_at_once", icon="calculator")
def calculate(run: Run, *, by: User) -> None:
    """The first time, write every statement of the period. After that, propose a new version beside the one in use, which replaces nothing.

    A run of more than `size.AT_ONCE` credits is calculated in the background instead.
    """
    version = versions.begin(run, by)
    for step in steps(run):
        write_step(version, step)
    _settle(run, by, version)


@action(label=gettext_lazy("Calculate"), says=events.RUN_BEGUN, allow="calculate", when="is_calculable_later", icon="calculator")
def begin_calculation(run: Run, *, by: User) -> None:
    """Have a large run calculated in the background, as whoever asked; she is told when it is through."""
    run.state, run.failure = RunState.RUNNING, ""
    run.save(update_fields=["state", "failure"])
    versions.begin(run, by)
    size.say(run, 0, 0, size.PLANS)


@action(label=gettext_lazy("Go on calculating"), says=events.RUN_RESUMED, allow="calculate", when="is_stuck", icon="calculator")
def resume_calculation(run: Run, *, by: User) -> None:
    """After its process died: what was written of whole plans is kept, the rest is calculated."""
    size.say(run, 0, 0, size.PLANS)


@action(label=gettext_lazy("Cancel the calculation"), says=events.RUN_CANCELLED, allow="calculate", when="is_running", icon="x", danger=True)
def cancel_calculation(run: Run, *, by: User) -> None:
    """The run is what it was before; what was written so far goes."""
    _back(run)


@action(label=gettext_lazy("Complete the calculation"), says=events.RUN_CALCULATED, allow="calculate", when="is_running")
def complete_calculation(run: Run, *, by: User) -> None:
    """What the background job does when all is written."""
    _settle(run, by, versions.begin(run, by))
    size.forget(run)


@action(label=gettext_lazy("Give up the calculation"), says=events.RUN_NOT_CALCULATED, allow="calculate", when="is_running")
def give_up_calculation(run: Run, *, by: User, reason: str) -> None:
    """The calculation was refused: the run is what it was before, and says why."""
    _back(run, reason[:500])


def _back(run: Run, failure: str = "") -> None:
    run.state = RunState.CALCULATED if run.calculated_at else RunState.DRAFT
    run.failure = failure
    run.save(update_fields=["state", "failure"])
    for version in run.versions.filter(state=VersionState.WRITTEN):
        versions.discard(version)
    size.forget(run)


def _settle(run: Run, by: User, version: RunVersion) -> None:
    """The first version gives the run its results; a later one only its proposal."""
    run.state, run.failure = RunState.CALCULATED, ""
    is_first = run.in_use is None
    versions.finish(version, by)
    if is_first:
        take_results(run, version)
    run.save()


def take_results(run: Run, version: RunVersion) -> None:
    run.total_minor, run.payee_count, run.line_count = version.total_minor, version.payee_count, version.line_count
    run.calculated_by, run.calculated_at = version.calculated_by, version.calculated_at


def steps(run: Run) -> list[Plan | None]:
    """What is calculated one after the other: each plan, and at last what belongs to none."""
    return [*run.plans(), None]


@contextmanager
def _told() -> Iterator[None]:
    """Terms that contradict each other, and workers that are lost, are told in words."""
    try:
        yield
    except calc.Refused as refusal:
        raise Refused(" ".join(sentence(problem) for problem in refusal.problems)) from refusal
    except WorkersLost as lost:
        raise Refused(
            _("The processes that calculate died again and again. Nothing was written; tell whoever looks after the installation.")
        ) from lost


@contextmanager
def _calculated(run: Run, step: Plan | None) -> Iterator[tuple[Earned | None, list[Draft]]]:
    """What one step comes to by today's records: the lines of a plan, and those that are made one by one."""
    with _told():
        if step is None:
            yield None, drafts_beside(run.period, run.currency, run.plan)
            return
        terms = terms_of(step, run.period)
        with Calculation(terms, run.period).calculated() as earned:
            yield earned, late_releases(terms, run.period)


def totals_of(run: Run, step: Plan | None) -> Counter[int]:
    """Minor units by payee; nothing is written."""
    with _calculated(run, step) as (earned, drafts):
        found = Counter(totals(drafts))
        found.update(earned.totals() if earned else {})
        return found


def write_step(version: RunVersion, step: Plan | None, said: Said | None = None) -> None:
    """All lines of the step, or none. Done already, it is not done again. Raises Abandoned when nobody wants the version any more."""
    name = step.pk if step else BESIDE
    if name in version.done:
        return
    with _calculated(version.run, step) as (earned, drafts), transaction.atomic():
        held = RunVersion.objects.select_for_update().filter(pk=version.pk, state=VersionState.WRITTEN).first()
        if held is None:
            raise Abandoned
        if name not in held.done:
            if earned:
                versions.write_earned(held, earned, said)
            versions.write(held, drafts)
            held.done = [*held.done, name]
            held.save(update_fields=["done"])
    version.done = held.done
