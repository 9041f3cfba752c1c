"""An import of very many rows: checked from end to end without writing, then written a portion at a time, each portion whole or not at all.

How far it is stands with the batch and is written in the portion's own transaction: an import that was interrupted goes on where it stood, and nothing
comes in twice. Undoing goes the same way back.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.ledger import posted_at_the_end
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state
from kaituo.foundation.records.refusals import Refused

from . import events
from .choices import BatchState, Deed
from .longtable import LongTable
from .mapping import TableMap
from .mending import ErrorFile
from .models import Batch, BatchRow
from .plan import Fault, Plan, Planner
from .seen import Seen
from .tables import Table
from .undoing import put_back, runs_of, take_out
from .writing import KEPT_FAULTS, ImportRefused, write

PORTION = 2000
CHECKED, WRITTEN, TAKEN_BACK = "checked", "written", "taken back"
Tell = Callable[[str, int], None]
"""What is counted, and how many rows of it are done. May raise to stop: what is written stays, and can be gone on with or undone."""


class TakenOver(Exception):
    """Another process has this batch, or ended it."""


def check(batch: Batch, table: Table | LongTable, table_map: TableMap, by: User, tell: Tell) -> dict[str, int]:
    """What it would do, in rows; nothing is written but the file of errors. Raises ImportRefused with the first faults."""
    done = 0
    faults: list[Fault] = []
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    with ErrorFile() as errors:
        for portion, plan in planned(table, table_map, by):
            faults += plan.faults[: KEPT_FAULTS - len(faults)]
            errors.add(portion, plan.faults)
            for name, count in (("created", len(plan.creates)), ("changed", len(plan.changes)), ("unchanged", plan.same)):
                counts[name] += count
            done += len(portion.rows)
            tell(CHECKED, done)
        if batch.pk:
            errors.save(batch)
    if faults and (not batch.leaves_out or any(fault.row <= 1 for fault in faults)):
        raise ImportRefused({batch.name: faults})
    return counts | {"left_out": errors.count}


def planned(table: Table | LongTable, table_map: TableMap, by: User) -> Iterator[tuple[Table, Plan]]:
    """Each portion with its plan, from above to below; the last is the one after which nothing can be saved."""
    seen = Seen()
    for portion in table.portions(PORTION):
        plan = Planner(portion, table_map, by, seen).run()
        yield portion, plan
        if plan.is_hopeless:
            return


def run(batch: Batch, table: Table | LongTable, table_map: TableMap, by: User, tell: Tell) -> Batch:
    """Raises ImportRefused when the check finds faults: nothing is written then. What goes wrong later stops it midway."""
    if not batch.done_rows:
        try:
            check(batch, table, table_map, by, tell)
        except ImportRefused as refusal:
            _stop(batch, refusal, BatchState.REFUSED)
            raise
    seen, done = Seen(), 0
    for portion in table.portions(PORTION):
        done += len(portion.rows)
        if done <= batch.done_rows:
            Planner(portion, table_map, by, seen).skim()
            continue
        try:
            batch = _write_portion(batch, portion, table_map, by, seen, done)
        except TakenOver:
            return Batch.objects.get(pk=batch.pk)
        except (ImportRefused, Refused) as error:
            refusal = error if isinstance(error, ImportRefused) else ImportRefused({batch.name: [Fault(0, "", "", error.sentence)]})
            _halt(batch, refusal, by)
            raise refusal from error
        tell(WRITTEN, done)
    return _finish(batch, by)


def _write_portion(batch: Batch, portion: Table, table_map: TableMap, by: User, seen: Seen, done: int) -> Batch:
    """All of the portion and the word that it is in, or neither."""
    with transaction.atomic(), posted_at_the_end():
        held = _held(batch, BatchState.RUNNING)
        if held.done_rows >= done:
            raise TakenOver
        plan = Planner(portion, table_map, by, seen).run()
        if plan.faults and not held.leaves_out:
            raise ImportRefused({held.name: plan.faults})
        write(held, plan, by, lambda _done: None)
        held.done_rows = done
        held.save()
    return held


def _held(batch: Batch, wanted: BatchState) -> Batch:
    held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != wanted:
        raise TakenOver
    return held


@transaction.atomic
def _finish(batch: Batch, by: User) -> Batch:
    held = _held(batch, BatchState.RUNNING)
    held.state, held.ended_at = BatchState.DONE, timezone.now()
    held.save()
    ring([state(events.BATCH_IMPORTED, held, by=by, inputs={"created": held.created_count, "changed": held.changed_count})])
    return held


@transaction.atomic
def _halt(batch: Batch, refusal: ImportRefused, by: User) -> None:
    """Before the first portion is in it is an import that was refused."""
    fault = next(fault for found in refusal.faults.values() for fault in found)
    _stop(batch, refusal, BatchState.HALTED if batch.done_rows else BatchState.REFUSED)
    if batch.done_rows:
        ring([state(events.BATCH_HALTED, batch, by=by, inputs={"row": fault.row, "reason": fault.message})])


def _stop(batch: Batch, refusal: ImportRefused, what: BatchState) -> None:
    faults = [asdict(fault) | {"table": name} for name, found in refusal.faults.items() for fault in found[:KEPT_FAULTS]]
    Batch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).update(state=what, faults=faults, ended_at=timezone.now())


def take_back(batch: Batch, by: User, tell: Tell) -> Batch:
    """Newest first, a portion at a time. Where later work stands on a record it stops there, and says on which."""
    done = 0
    try:
        while count := _take_back_portion(batch, by):
            done += count
            tell(TAKEN_BACK, done)
    except TakenOver:
        return Batch.objects.get(pk=batch.pk)
    except Refused as refusal:
        faults = [asdict(Fault(0, "", "", refusal.sentence)) | {"table": batch.name}]
        Batch.objects.filter(pk=batch.pk, state=BatchState.UNDOING).update(state=BatchState.HALTED, faults=faults)
        raise
    return _taken_back(batch, by)


@transaction.atomic
def _take_back_portion(batch: Batch, by: User) -> int:
    held = _held(batch, BatchState.UNDOING)
    notes = list(held.rows.order_by("-pk")[:PORTION])
    for model, some in runs_of(note for note in notes if note.deed == Deed.CHANGED):
        put_back(model, some, by)
    for model, some in runs_of(note for note in notes if note.deed == Deed.CREATED):
        take_out(model, [note.record_id for note in some], by)
    BatchRow.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return len(notes)


@transaction.atomic
def _taken_back(batch: Batch, by: User) -> Batch:
    held = _held(batch, BatchState.UNDOING)
    held.state, held.faults = BatchState.UNDONE, []
    held.save()
    ring([state(events.BATCH_UNDONE, held, by=by)])
    return held
