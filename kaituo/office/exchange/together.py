"""One table of those that come in together, whole or not at all: within the caller's transaction, and a portion at a time where it is long.

What it takes does not grow with the table. All of it lies in one transaction, for which other writers of SQLite wait, so there is a most.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User

from . import longrun, tables
from .longtable import LongTable
from .mapping import TableMap
from .models import Batch
from .plan import Fault, Plan, Planner
from .seen import Seen
from .tables import Table
from .writing import KEPT_FAULTS, ImportRefused, write

MOST = 1_000_000
Tell = Callable[[int], None]
"""How many rows of the table are done."""


def refuse_too_many(name: str, counts: list[int]) -> None:
    """`counts`: the rows of each table. Raises ImportRefused."""
    if len(counts) > 1 and sum(counts) > MOST:
        said = {"count": f"{sum(counts):,}", "most": f"{MOST:,}"}
        sentence = _("The package has %(count)s rows. At most %(most)s come in together: import its tables one after the other.") % said
        raise ImportRefused({name: [Fault(0, "", "", sentence)]})


def import_table(batch: Batch, name: str, table: Table | LongTable, table_map: TableMap, by: User, tell: Tell) -> None:
    """Raises ImportRefused: of a long table before anything of it is written."""
    is_long = table.row_count > tables.LONG
    if is_long:
        _check(batch, name, table, table_map, by)
    seen, done = Seen(), 0
    for portion in table.portions(longrun.PORTION if is_long else tables.LONG) if table.row_count else [table.head]:
        plan = Planner(portion, table_map, by, seen).run()
        if _refuses(batch, plan):
            raise ImportRefused({name: plan.faults})
        write(batch, plan, by, lambda count, before=done: tell(before + count))
        done += len(portion.rows)
        tell(done)


def _check(batch: Batch, name: str, table: Table | LongTable, table_map: TableMap, by: User) -> None:
    faults: list[Fault] = []
    is_refused = False
    for _portion, plan in longrun.planned(table, table_map, by):
        faults += plan.faults[: KEPT_FAULTS - len(faults)]
        is_refused = is_refused or _refuses(batch, plan)
    if is_refused:
        raise ImportRefused({name: faults})


def _refuses(batch: Batch, plan: Plan) -> bool:
    return bool(plan.faults) and not (batch.leaves_out and not plan.is_hopeless)
