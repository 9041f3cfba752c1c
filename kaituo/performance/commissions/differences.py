"""What a version of a run says otherwise than the one in use: person by person, and line by line with the reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui import formats

from .models import RunVersion, StatementLine
from .versions import PLACE, WORTH, payees_that_differ, totals_of

RATE_DIGITS = 4
SHOWN = 500
Place = tuple


@dataclass(frozen=True)
class PersonDifference:
    payee: User
    before: Decimal
    now: Decimal


@dataclass(frozen=True)
class LineDifference:
    """`before` or `now` is None for what is only in one of the versions."""

    before: StatementLine | None
    now: StatementLine | None
    why: str

    @property
    def line(self) -> StatementLine:
        return self.now or self.before

    @property
    def change(self) -> Decimal:
        return (self.now.amount if self.now else Decimal(0)) - (self.before.amount if self.before else Decimal(0))


def by_person(used: RunVersion, other: RunVersion) -> list[PersonDifference]:
    """Whoever has any line that differs, the greatest difference first."""
    before, now = totals_of(used), totals_of(other)
    people = User.objects.in_bulk(payees_that_differ(used, other))
    code = used.run.currency
    rows = [PersonDifference(people[who], _major(before.get(who, 0), code), _major(now.get(who, 0), code)) for who in people]
    return sorted(rows, key=lambda row: (-abs(row.now - row.before), row.payee.sort_key, row.payee.pk))


def _major(minor: int, code: str) -> Decimal:
    return Money.from_minor(minor, code).amount


def by_line(used: RunVersion, other: RunVersion, payee_id: int) -> list[LineDifference]:
    """Of one person: new, gone and changed lines, in the order of the days they were earned on."""
    before, now = (_placed(version, payee_id) for version in (used, other))
    records = [{(line.source_type, line.source_id) for line in lines.values()} for lines in (before, now)]
    found = []
    for place in before.keys() | now.keys():
        old, new = before.get(place), now.get(place)
        if old is None or new is None or any(_worth(old, name) != _worth(new, name) for name in WORTH):
            found.append(LineDifference(old, new, " ".join(_reasons(old, new, *records))))
    return sorted(found, key=lambda each: (each.line.earned_on, each.line.source_id or 0, each.line.band or 0, each.line.pk))


def _placed(version: RunVersion, payee_id: int) -> dict[Place, StatementLine]:
    """Where a line stands; several at one place are told apart by their order."""
    seen: Counter[Place] = Counter()
    placed = {}
    for line in version.lines.filter(payee=payee_id).select_related("component").order_by("earned_on", "on", "pk"):
        line.version = version
        place = tuple(getattr(line, name) for name in PLACE)
        placed[(*place, seen[place])] = line
        seen[place] += 1
    return placed


def _worth(line: StatementLine, name: str):
    return (line.problem or {}).get("code") if name == "problem__code" else getattr(line, name)


def _reasons(old: StatementLine | None, new: StatementLine | None, records_before: set, records_now: set) -> Iterable[str]:
    if old is None:
        key = (new.source_type, new.source_id)
        return [_("A part of the record now falls into this band.") if key in records_before else _("The record is new.")]
    if new is None:
        key = (old.source_type, old.source_id)
        return [_("Nothing of the record falls into this band any more.") if key in records_now else _("The record no longer counts.")]
    return _changes(old, new)


def _changes(old: StatementLine, new: StatementLine) -> list[str]:
    said = []
    if old.base_minor != new.base_minor:
        said.append(_("The credit was %(before)s and is %(now)s.") % _written(old.base, new.base, old.currency))
    if old.rate != new.rate:
        rates = {"before": formats.percent(old.rate, RATE_DIGITS), "now": formats.percent(new.rate, RATE_DIGITS)}
        said.append(_("The rate was %(before)s and is %(now)s.") % rates)
    if old.result_minor == new.result_minor and old.amount_minor != new.amount_minor:
        said.append(_("Of what is earned, %(before)s was due and %(now)s is due.") % _written(old.amount, new.amount, old.currency))
    if not said and old.before_minor != new.before_minor:
        said.append(_("Credited before it were %(before)s and are %(now)s.") % _written(old.before, new.before, old.currency))
    return said or [_("The same amount from a record that was written anew.")]


def _written(before: Decimal, now: Decimal, code: str) -> dict[str, str]:
    return {"before": formats.money(before, code), "now": formats.money(now, code)}


def compared(version: RunVersion, payee: str, *, by: User) -> dict:
    """What the page shows: the people that differ, and the lines of one of them with their records."""
    used = version.run.in_use
    if used is None or used == version:
        return {"used": used, "people": [], "payee": None, "lines": []}
    people = by_person(used, version)
    chosen = next((row for row in people if str(row.payee.pk) == payee), people[0] if len(people) == 1 else None)
    lines = by_line(used, version, chosen.payee.pk) if chosen else []
    found = sources({(each.line.source_type, each.line.source_id) for each in lines if each.line.source_id}, by)
    shown = [(each, found.get((each.line.source_type, each.line.source_id))) for each in lines[:SHOWN]]
    return {"used": used, "people": people, "payee": chosen, "lines": shown}
