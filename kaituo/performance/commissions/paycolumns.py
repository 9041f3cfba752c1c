"""The columns a pay file may have. Commissions know amounts; a room above adds what is known of people: their numbers, their banks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money

from .models import Run, Statement


@dataclass(frozen=True)
class PayColumn:
    """`value` reads a statement; `of_people` reads the people of the whole file at once, as far as the asker may see: {user id: value}.

    `of_run` likewise, of that run. A usual column of a run stands in its file only where there is something to say.
    """

    key: str
    label: Any
    value: Callable[[Statement], Any] | None = None
    of_people: Callable[[list[int], User], dict[int, Any]] | None = None
    of_run: Callable[[Run, User], dict[int, Any]] | None = None
    is_usual: bool = False


def _money(name: str) -> Callable[[Statement], Any]:
    return lambda statement: Money.from_minor(getattr(statement, name), statement.currency).amount


OF_RUNS = [
    PayColumn("run", _("Run"), lambda each: each.run.number, is_usual=True),
    PayColumn("period", _("Period"), lambda each: str(each.run.period), is_usual=True),
]
OF_PEOPLE = [
    PayColumn("name", pgettext_lazy("person", "Name"), lambda each: each.payee.name, is_usual=True),
    PayColumn("username", _("Sign-in name"), lambda each: each.payee.username),
]
OF_MONEY = [
    PayColumn("total", _("Commission of the period"), _money("total_minor"), is_usual=True),
    PayColumn("carried", _("Carried over from before"), _money("carried_minor"), is_usual=True),
    PayColumn("paid", _("To be paid"), _money("paid_minor"), is_usual=True),
    PayColumn("left", _("Carried on to the next run"), _money("left_minor"), is_usual=True),
    PayColumn("currency", _("Currency"), lambda each: each.currency, is_usual=True),
    PayColumn("state", _("State of the statement"), lambda each: str(each.get_state_display())),
    PayColumn("paid_on", _("Paid on"), lambda each: each.run.paid_on),
]
Columns = Callable[[], list[PayColumn]]
ADDED: list[Columns] = []
Payees = Callable[[Run], set[int]]
PAYEES: list[Payees] = []


def add_pay_columns(columns: Columns) -> None:
    """A room above tells what it knows of people. Asked for each file, for what is known may change."""
    ADDED.append(columns)


def add_payees(people: Payees) -> None:
    """A room above names who stands in a run's file although no plan pays her: she has something in one of the columns added."""
    PAYEES.append(people)


def columns() -> dict[str, PayColumn]:
    """All there are, in their usual order."""
    return {column.key: column for column in [*OF_RUNS, *_of_people(), *OF_MONEY]}


def _of_people() -> Iterator[PayColumn]:
    added = [column for known in ADDED for column in known()]
    yield from (column for column in added if column.key == "number")
    yield from OF_PEOPLE
    yield from (column for column in added if column.key != "number")


def chosen(keys: list[str]) -> list[PayColumn]:
    """Those that finance chose, in that order; the usual ones where nobody chose. One that is gone since is left out."""
    known = columns()
    found = [known[key] for key in keys if key in known]
    return found or [column for column in known.values() if column.is_usual]


def standing_in(run: Run, keys: list[str], by: User) -> tuple[list[PayColumn], dict[str, dict[int, Any]]]:
    """The columns of a run's file, with what those of the run say: money that is paid is never left out of it, whatever finance chose."""
    listed = chosen(keys)
    known = {column.key: column.of_run(run, by) for column in columns().values() if column.of_run}
    told = {key for key, found in known.items() if found}
    missing = [column for column in columns().values() if column.key in told and column.is_usual and column not in listed]
    return [column for column in (*listed, *missing) if column.of_run is None or column.key in told or column.key in keys], known
