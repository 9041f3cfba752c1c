"""The versions of a run: written piece by piece beside the one in use, compared with it, taken into use or left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Model, QuerySet, Sum

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.writing import insert_values, stream_values

from . import lines
from .choices import StatementState, VersionState
from .drafts import Draft
from .earnings import Earned
from .models import Dispute, Run, RunProblem, RunVersion, Statement, StatementLine
from .troubles import plain_problem

BATCH = 5000
PLACE = ("payee_id", "component_id", "plan_id", "kind", "source_type", "source_id", "band", "is_uplift")
WORTH = ("entry_id", "reverses_id", "on", "earned_on", "base_minor", "before_minor", "rate", "result_minor", "amount_minor", "problem__code")
DRAFTED = tuple(name for name in Draft.__dataclass_fields__ if name not in ("payee_id", "component", "problem"))
WRITTEN = ("version", "payee", "component", "problem", *DRAFTED)


def begin(run: Run, by: User) -> RunVersion:
    """The version that is being written: a new one, or the one that a process left unfinished."""
    held = run.versions.filter(state=VersionState.WRITTEN).first()
    if held:
        return held
    last = run.versions.aggregate(number=Max("number"))["number"] or 0
    return RunVersion.objects.create(run=run, number=last + 1, calculated_by=by)


def write(version: RunVersion, drafts: Sequence[Draft], said=None) -> None:
    """`said` hears how many of the lines are written."""
    for start in range(0, len(drafts), BATCH):
        if said:
            said(start, len(drafts))
        insert_values(StatementLine, WRITTEN, [_values(version, draft) for draft in drafts[start : start + BATCH]])


def write_earned(version: RunVersion, earned: Earned, said=None) -> None:
    """The same for lines that never become objects."""
    stream_values(StatementLine, ("version", "problem", *lines.NAMES), _counted(earned, version.pk, said))
    write(version, list(earned.troubles.left()))


def _counted(earned: Earned, version: int, said) -> Iterator[list[tuple]]:
    done = 0
    for batch in earned.batches(version):
        if said:
            said(done, earned.count)
        done += len(batch)
        yield batch


def _values(version: RunVersion, draft: Draft) -> tuple:
    problem = draft.problem and plain_problem(draft.problem)
    component = draft.component.pk if draft.component else None
    return (version.pk, draft.payee_id, component, problem, *(_kept(getattr(draft, name)) for name in DRAFTED))


def _kept(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


@transaction.atomic
def finish(version: RunVersion, by: User) -> bool:
    """Say what it comes to. The first version is used at once; a later one is proposed, or dropped where it says the same. Whether it was kept."""
    sums = version.lines.aggregate(total=Sum("amount_minor"), payees=Count("payee", distinct=True), lines=Count("pk"))
    version.total_minor, version.payee_count, version.line_count = sums["total"] or 0, sums["payees"], sums["lines"]
    version.calculated_at, version.calculated_by, version.state = clock.now(), by, VersionState.PROPOSED
    used = version.run.in_use
    if used and says_the_same(used, version):
        discard(version)
        return False
    version.run.versions.filter(state=VersionState.PROPOSED).update(state=VersionState.DISMISSED)
    version.save()
    if used is None:
        use(version)
    return True


def says_the_same(one: RunVersion, other: RunVersion) -> bool:
    return one.line_count == other.line_count and not _rows(one).difference(_rows(other)).exists()


def _rows(version: RunVersion) -> QuerySet:
    return version.lines.order_by().values_list(*PLACE, *WORTH)


def payees_that_differ(one: RunVersion, other: RunVersion) -> set[int]:
    """Whoever has a line in one of them that is not in the other."""
    ways = (_rows(one).difference(_rows(other)), _rows(other).difference(_rows(one)))
    return {row[0] for rows in ways for row in rows}


def discard(version: RunVersion) -> None:
    """A version that was never finished, or says nothing new: its lines go with it."""
    StatementLine.objects.filter(version=version).delete()
    version.delete()


def use(version: RunVersion) -> None:
    """Its lines become those of the statements, which name it from now on; the lines of the version before are kept, but on no statement."""
    run, before = version.run, version.run.in_use
    places = _places_of_disputes(run)
    if before:
        before.state = VersionState.REPLACED
        before.save(update_fields=["state"])
    _prepare_statements(version)
    version.state = VersionState.IN_USE
    version.save(update_fields=["state"])
    _lead_disputes(version, places)
    _write_problems(version)


def _prepare_statements(version: RunVersion) -> None:
    """One per payee; one that was confirmed at another total is open again."""
    run = version.run
    now = totals_of(version)
    run.statements.exclude(payee__in=now).filter(disputes__isnull=True).delete()
    run.statements.update(run_version=version)
    held = {statement.payee_id: statement for statement in run.statements.all()}
    for statement in held.values():
        total = now.get(statement.payee_id, 0)
        if statement.total_minor != total:
            statement.total_minor, statement.state, statement.confirmed_at = total, StatementState.OPEN, None
            statement.save(update_fields=["total_minor", "state", "confirmed_at"])
    new = [
        Statement(run=run, run_version=version, payee_id=who, currency=run.currency, total_minor=total)
        for who, total in now.items()
        if who not in held
    ]
    Statement.objects.bulk_create(new)


def totals_of(version: RunVersion) -> dict[int, int]:
    """Minor units by payee."""
    return dict(version.lines.order_by("payee").values_list("payee").annotate(total=Sum("amount_minor")))


def _places_of_disputes(run: Run) -> dict[int, tuple]:
    rows = Dispute.objects.filter(statement__run=run, line__isnull=False).values_list("pk", *(f"line__{name}" for name in PLACE))
    return {pk: place for pk, *place in rows}


def _lead_disputes(version: RunVersion, places: dict[int, tuple]) -> None:
    """An objection goes on about the line that took the place of the one it was raised about."""
    for pk, place in places.items():
        line = version.lines.filter(**dict(zip(PLACE, place, strict=True))).first()
        Dispute.objects.filter(pk=pk).update(line=line)


def _write_problems(version: RunVersion) -> None:
    """Problems that are gone go; a waiver stays with the same problem of the same credit."""
    run = version.run
    lines = version.lines.filter(problem__isnull=False)
    found = {(line.payee_id, line.problem["code"], line.problem["source"]): line for line in lines.only("payee", "component", "problem")}
    held: dict[tuple, list[int]] = defaultdict(list)
    for problem in run.problems.all():
        held[problem.payee_id, problem.code, problem.source].append(problem.pk)
    run.problems.filter(pk__in=[pk for key, ids in held.items() if key not in found for pk in ids]).delete()
    RunProblem.objects.bulk_create(_problems(run, [line for key, line in found.items() if key not in held]))


def _problems(run: Run, lines: Iterable[StatementLine]) -> list[RunProblem]:
    return [RunProblem(run=run, payee_id=line.payee_id, component_id=line.component_id, **line.problem) for line in lines]


def standing_in(version: RunVersion, payee_id: int | None = None) -> Statement:
    """A statement that is never written, for lines that hang on none to be drawn like all others."""
    return Statement(run=version.run, payee_id=payee_id, currency=version.run.currency)
