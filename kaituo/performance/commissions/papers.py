"""A statement on paper, to be kept or signed, and as a table, to be checked elsewhere. What stands on it is decided here; the layout only sets it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.company.books import organisation
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui.formats import day, money, number, percent
from kaituo.foundation.ui.paper import LANGUAGES, in_words, typeset, written_in

from .balances import payout
from .explanations import sentences
from .models import Statement, StatementLine
from .parts import BandSum, component_sums, with_sources
from .year import year_to_date

LAYOUT = Path(__file__).parent / "paper" / "statement.typ"
PRINTED = 300
"""Lines on the paper; a longer statement names the table that has them all."""
RATE_DIGITS = 4
CHUNK = 500


def print_statement(statement: Statement, language: str, *, by: User) -> bytes:
    """The PDF, with the records named that `by` may see."""
    with written_in(language):
        return typeset(LAYOUT, contents(statement, language, by=by))


def contents(statement: Statement, language: str, *, by: User) -> dict[str, Any]:
    """Everything on the paper as text in the current language."""
    run, lines = statement.run, list(statement.lines.part("", "").select_related("component")[: PRINTED + 1])
    return {
        "language": LANGUAGES[language],
        "title": _("Commission statement"),
        "number": run.number,
        "company": organisation().name,
        "facts": [
            (_("Payee"), str(statement.payee)),
            (_("Period"), str(run.period)),
            (_("Run"), run.number),
            (_("State"), _("provisional until the run is approved") if statement.is_provisional else str(run.get_state_display())),
        ],
        "totals": [
            (_("This period"), _money(statement, statement.total)),
            *_payout(statement),
            (_("Year to date"), _money(statement, year_to_date(statement))),
        ],
        "capitals": _capitals(statement, language),
        "sums_title": _("Components and bands"),
        "sums_columns": [_("Component and band"), _("Lines"), pgettext("sale", "Credit"), _("Rate"), _("Pays")],
        "sums": list(_sums(statement)),
        "lines_title": _("Lines"),
        "lines_columns": [_("Day"), _("Record"), _("Component"), _("Pays")],
        "lines": [_line(line, source.text if source else "") for line, source in with_sources(lines[:PRINTED], statement, by)],
        "more": _("The first %(count)s lines are printed; the table of the statement has all of them.") % {"count": PRINTED}
        if lines[PRINTED:]
        else "",
        "signatures": [_("Payee: date, signature"), _("Manager: date, signature"), _("Finance: date, signature")],
    }


def _payout(statement: Statement) -> Iterator[tuple[str, str]]:
    """Only where something was overpaid before or is now."""
    amounts = payout(statement)
    if amounts["carried"].amount or amounts["left"].amount:
        yield _("Carried over from before"), _money(statement, amounts["carried"].amount)
        yield _("To be paid"), _money(statement, amounts["paid"].amount)
        yield _("Carried on to the next run"), _money(statement, amounts["left"].amount)


def _capitals(statement: Statement, language: str) -> str:
    """What is paid out; nothing is, where too much was paid before."""
    words = in_words(payout(statement)["paid"].amount, statement.currency, language)
    return _("To be paid, written out: %(amount)s") % {"amount": words} if words else ""


def _sums(statement: Statement) -> Iterator[list[str]]:
    for component in component_sums(statement):
        yield ["component", component.name, "", "", "", _money(statement, component.amount)]
        for band in component.bands:
            credit = number(band.base) if band.is_of_pieces else _money(statement, band.base)
            yield ["band", band.label, number(band.count), credit, _rate(statement, band), _money(statement, band.amount)]


def _line(line: StatementLine, record: str) -> dict[str, Any]:
    named = str(line.component or line.get_kind_display())
    return {"cells": [day(line.on, "short"), record, named, _money(line.statement, line.amount)], "why": " ".join(sentences(line))}


def _rate(statement: Statement, band: BandSum) -> str:
    if band.rate is None:
        return ""
    return _money(statement, band.rate) if band.is_of_pieces else percent(band.rate, RATE_DIGITS)


def _money(statement: Statement, amount: Any) -> str:
    return money(amount, statement.currency)


def table_of(statement: Statement, *, by: User) -> tuple[list[str], Iterator[list[Any]]]:
    """Headings and all lines, each with its reason, read piece by piece."""
    which = [_("Day"), _("Earned on"), _("Record"), _("Component"), _("Kind"), _("Band")]
    headings = [*which, pgettext("sale", "Credit"), _("Rate"), _("Earned"), _("Pays"), _("Currency"), _("Why")]
    return headings, _rows(statement, by)


def _rows(statement: Statement, by: User) -> Iterator[list[Any]]:
    after = ""
    while found := list(statement.lines.part(after, "").select_related("component")[:CHUNK]):
        after = str(found[-1].pk)
        yield from (_row(line, source.text if source else "") for line, source in with_sources(found, statement, by))


def _row(line: StatementLine, record: str) -> list[Any]:
    band = "" if line.band is None else line.band + 1
    named, kind = str(line.component or ""), str(line.get_kind_display())
    why = " ".join(sentences(line))
    return [line.on, line.earned_on, record, named, kind, band, line.base, line.rate, line.result, line.amount, line.currency, why]
