"""A simulation as people read it: what it costs, who wins and who loses, how that is spread, and what other sales would make of it."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.ui import formats

STEPS = (-50, -20, -5, 5, 20, 50)
"""Borders of the spread, in percent of what the present terms earn."""
WHOLE = 100


@dataclass(frozen=True)
class PersonOutcome:
    pk: int
    name: str
    before: Decimal
    now: Decimal

    @property
    def change(self) -> Decimal:
        return self.now - self.before


@dataclass(frozen=True)
class Outcome:
    """Amounts in the plan's currency, the greatest gain first."""

    people: list[PersonOutcome]
    scaled: list[tuple[str, Decimal, Decimal]]
    problems: list[str]
    chart: dict[str, Any] | None

    @property
    def before(self) -> Decimal:
        return sum((each.before for each in self.people), Decimal(0))

    @property
    def now(self) -> Decimal:
        return sum((each.now for each in self.people), Decimal(0))

    @property
    def winners(self) -> int:
        return sum(1 for each in self.people if each.change > 0)

    @property
    def losers(self) -> int:
        return sum(1 for each in self.people if each.change < 0)


def outcome_of(result: dict[str, Any], code: str) -> Outcome:
    names = dict(User.objects.filter(pk__in=[who for who, *_amounts in result["people"]]).values_list("pk", "name"))
    people = [PersonOutcome(who, names[who], _major(before, code), _major(now, code)) for who, before, now in result["people"]]
    people.sort(key=lambda each: (-each.change, -each.now, each.name))
    total = sum((each.now for each in people), Decimal(0))
    amounts = [(int(percent) - WHOLE, _major(minor, code)) for percent, minor in result["scaled"].items()]
    rows = [(_sales(percent), amount, amount - total) for percent, amount in sorted([*amounts, (0, total)])] if amounts else []
    return Outcome(people, rows, result["problems"], _chart(people))


def _sales(percent: int) -> str:
    return f"{percent:+d}\N{NO-BREAK SPACE}%" if percent else _("as they were")


def _major(minor: int, code: str) -> Decimal:
    return Money.from_minor(minor, code).amount


def _chart(people: list[PersonOutcome]) -> dict[str, Any] | None:
    """How many people earn how much more or less."""
    if not people:
        return None
    counts = [0] * (len(STEPS) + 1)
    for each in people:
        counts[_place(each)] += 1
    return {
        "xAxis": {"type": "category", "data": _labels()},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [{"type": "bar", "data": counts}],
    }


def _place(each: PersonOutcome) -> int:
    if not each.before:
        return len(STEPS) if each.now > 0 else STEPS.index(5)
    share = each.change * WHOLE / abs(each.before)
    return sum(1 for border in STEPS if share >= border)


def _labels() -> list[str]:
    written = [formats.percent(Decimal(border) / WHOLE) for border in STEPS]
    between = [_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(written)]
    return [_("below %(border)s") % {"border": written[0]}, *between, _("%(border)s and above") % {"border": written[-1]}]
