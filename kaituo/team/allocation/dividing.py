"""Divides what a person answers for among receivers: each customer to one of them, and everything of a customer to whoever gets the customer."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from django.db.models import Model

from kaituo.foundation.records.belongings import BELONGINGS, Belonging
from kaituo.foundation.records.writing import insert_many

from .engine.turns import Seat, share_out
from .models import HandOver, HandOverRow
from .moving import misfits, working_there
from .rounds import customers_held


def divide(handover: HandOver) -> int:
    """Writes the rows anew, with a receiver each where there are receivers. Returns how many there are."""
    handover.rows.all().delete()
    receivers = list(handover.receivers.filter(archived_at=None).order_by("pk"))
    loads = customers_held([each.person_id for each in receivers])
    seats = [Seat(each.person_id, number, each.weight, load=loads.get(each.person_id, 0)) for number, each in enumerate(receivers)]
    rows = _left_behind(handover) if handover.moves_on else [row for kind in BELONGINGS.values() for row in _rows_of(kind, handover)]
    _give_out(rows, seats, handover.mode)
    if handover.moves_on:
        _give_by_place(rows, {seat.person for seat in seats}, handover.moves_on)
    insert_many(rows)
    return len(rows)


def _give_by_place(rows: list[HandOverRow], receivers: set[int], on: date) -> None:
    """A customer goes to the receiver who works where it lies, before anybody's turn."""
    there = working_there({row.account_id for row in rows if row.account_id}, on)
    for row in rows:
        row.receiver_id = next((person for person in there.get(row.account_id, ()) if person in receivers), row.receiver_id)


def _left_behind(handover: HandOver) -> list[HandOverRow]:
    """Of somebody who moves: the customers that no longer fit, with what goes with them; the rest stays hers."""
    customers = misfits(handover.person, handover.moves_on)
    return [row for kind in _with_customers() for row in _rows_of(kind, handover, customers)]


def _with_customers() -> list[Belonging]:
    return [kind for kind in BELONGINGS.values() if kind.goes_with and kind.is_passed_on]


def give_customers(handover: HandOver, receivers: dict[int, int | None]) -> int:
    """Rows for these customers alone, {customer: who gets it, if that is known}, with what of hers goes with them. Returns how many."""
    rows = [row for kind in _with_customers() for row in _rows_of(kind, handover, receivers)]
    for row in rows:
        row.receiver_id = receivers[row.account_id]
    insert_many(rows)
    return len(rows)


def _rows_of(kind: Belonging, handover: HandOver, customers: Iterable[int] | None = None) -> Iterable[HandOverRow]:
    above = kind.goes_with.rpartition("__")[0]
    records = kind.rows(handover.person).order_by("pk")
    records = records.select_related(above) if above else records
    for record in records if customers is None else records.filter(**{f"{kind.goes_with}__in": list(customers)}):
        account = _account_of(kind, record)
        yield HandOverRow(
            handover=handover,
            model=kind.label,
            record_id=record.pk,
            text=str(record)[:200],
            account_id=account,
            is_passed_on=kind.is_passed_on,
            created_by=handover.created_by,
            version=1,
        )


def _account_of(kind: Belonging, record: Model) -> int | None:
    return reduce(getattr, kind.goes_with.split("__"), record) if kind.goes_with else None


def _give_out(rows: list[HandOverRow], seats: list[Seat], mode: str) -> None:
    """A turn for each customer, and for each record that belongs to none; deals of customers that somebody else holds go by customer too."""
    passed_on = [row for row in rows if row.is_passed_on]
    wanted = list(dict.fromkeys(_place(row) for row in passed_on))
    people = share_out(seats, mode, len(wanted))[0] if seats else []
    receiver = dict(zip(wanted, people, strict=False))
    for row in passed_on:
        row.receiver_id = receiver.get(_place(row))


def _place(row: HandOverRow) -> tuple[str, int]:
    return ("", row.account_id) if row.account_id else (row.model, row.record_id)
