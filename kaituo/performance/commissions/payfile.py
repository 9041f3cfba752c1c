"""The pay file of a locked run: one row per payee, in the columns that finance chose. A second file of the same run says so."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.foundation.ui import formats

from .events import PAY_FILE_TAKEN
from .models import Run, Statement, pay_rules
from .paycolumns import PAYEES, PayColumn, standing_in


def pay_table(run: Run, *, by: User) -> tuple[list[str], list[list[Any]]]:
    """Headings and lines, by name. What is below zero is not paid: it stands in the column of what is carried on."""
    statements = _rows(run)
    listed, of_run = standing_in(run, pay_rules().columns, by)
    readers = [_reader(column, statements, of_run, by) for column in listed]
    note = repeated(run)
    headings = [*(str(column.label) for column in listed), *([_("Note")] if note else [])]
    return headings, [[*(read(each) for read in readers), *([note] if note else [])] for each in statements]


def _rows(run: Run) -> list[Statement]:
    """The run's statements, and one of nothing for whoever is paid something else with it."""
    rows = list(run.statements.select_related("payee", "run"))
    others = {person for named in PAYEES for person in named(run)} - {row.payee_id for row in rows}
    rows += [Statement(run=run, payee=person, currency=run.currency) for person in User.objects.filter(pk__in=others)]
    return sorted(rows, key=lambda row: (row.payee.sort_key, row.payee_id))


def _reader(column: PayColumn, statements: list[Statement], of_run: Mapping[str, Mapping[int, Any]], by: User):
    if column.value:
        return column.value
    known = of_run[column.key] if column.of_run else column.of_people([each.payee_id for each in statements], by)
    return lambda each: known.get(each.payee_id, "")


def taken(run: Run) -> Iterator[Event]:
    """Each time the pay file was taken, the first one first."""
    yield from Event.objects.about(run).filter(name=PAY_FILE_TAKEN.name).select_related("actor").order_by("pk")


def repeated(run: Run) -> str:
    """What a file says that is not the first of its run; empty for the first."""
    before = list(taken(run))
    if not before:
        return ""
    words = {"number": len(before) + 1, "who": before[0].actor, "when": formats.instant(before[0].at)}
    return _("File %(number)s of this run; the first one was taken by %(who)s on %(when)s. Do not pay twice.") % words


def name_of(run: Run) -> str:
    """The file's name; of later ones it ends in their number."""
    count = len(list(taken(run)))
    return f"{run.number}-{count + 1}" if count else run.number
