"""A line of the engine as a sentence in the reader's language: how one amount came about."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.ui import formats

from .engine.columns.outcome import Line
from .engine.columns.rule import basis_digits
from .engine.plan.words import PIECES, Basis

RATE_DIGITS = 4
HIGHEST_SHARE = Decimal(1)


class Teller:
    """Puts the lines of one plan into sentences; `digits` are those of its currency."""

    def __init__(self, digits: int, components: Mapping[str, object]) -> None:
        self.digits, self.components = digits, components

    def sentence(self, line: Line) -> str:
        return TOLD[line.kind](self, line)

    def money(self, minor: int) -> str:
        return formats.money(Decimal(minor).scaleb(-self.digits))

    def base(self, line: Line, whole: int) -> str:
        """Money, or pieces without idle decimals."""
        return formats.number(self._exact(line, whole)) if self._basis(line) in PIECES else self.money(whole)

    def plain_base(self, line: Line, whole: int) -> str:
        """As a program reads it."""
        return f"{self._exact(line, whole):f}"

    def _exact(self, line: Line, whole: int) -> Decimal:
        is_credit = line.kind in ("earned", "uplift", "claw_back")
        return Decimal(whole).scaleb(-basis_digits(self._basis(line) if is_credit else Basis.AMOUNT, self.digits))

    def _basis(self, line: Line) -> Basis:
        return getattr(self.components.get(line.component), "basis", Basis.AMOUNT)

    def rate(self, line: Line) -> str:
        rate = line.rate or Decimal(0)
        is_money = self._basis(line) in PIECES or abs(rate) > HIGHEST_SHARE
        return formats.number(round_half_up(rate, RATE_DIGITS)) if is_money else formats.percent(rate, RATE_DIGITS)

    def _earned(self, line: Line) -> str:
        parts = {"credit": line.credit or line.source, "base": self.base(line, line.base), "rate": self.rate(line), "result": self.money(line.result)}
        if line.rate is None:
            said = _("%(credit)s: the formula gives %(result)s.") % parts
        elif line.before is None or line.band is None:
            said = _("%(credit)s: %(base)s × %(rate)s = %(result)s.") % parts
        else:
            parts |= {"before": self.base(line, line.before), "band": line.band + 1}
            said = _("%(credit)s: after %(before)s before it, %(base)s lies in band %(band)s: × %(rate)s = %(result)s.") % parts
        return said + self._factor(line) + self._later(line)

    def _factor(self, line: Line) -> str:
        return "" if line.factor in (None, 1) else " " + _("Attainment multiplies it by %(factor)s.") % {"factor": formats.number(line.factor)}

    def _later(self, line: Line) -> str:
        if line.payable == line.result:
            return ""
        return " " + _("%(amount)s of it is paid now.") % {"amount": self.money(line.payable)}

    def _uplift(self, line: Line) -> str:
        parts = {"base": self.base(line, line.base), "rate": self.rate(line), "result": self.money(line.result)}
        return _("The rate now reached moves earlier credit too: %(base)s × %(rate)s = %(result)s.") % parts

    def _claw_back(self, line: Line) -> str:
        parts = {"credit": line.credit, "base": self.base(line, line.base), "rate": self.rate(line), "result": self.money(line.result)}
        return _("%(credit)s takes back %(base)s at the rate it was paid, %(rate)s: %(result)s.") % parts + self._factor(line)

    def _parts(self, line: Line) -> dict[str, str]:
        amounts = {"base": self.money(line.base), "before": self.money(line.before or 0)}
        return amounts | {"result": self.money(line.result), "payable": self.money(line.payable), "credit": line.credit}

    def _limit(self, line: Line) -> str:
        return _("%(credit)s: the limit of one credit is %(base)s; that changes it by %(result)s.") % self._parts(line)

    def _fixed(self, line: Line) -> str:
        return _("Fixed amount: %(result)s.") % self._parts(line)

    def _spiff(self, line: Line) -> str:
        return _("Enough for the reward of this period: %(result)s.") % self._parts(line)

    def _pool(self, line: Line) -> str:
        return _("The part of the pool of %(base)s: %(result)s.") % self._parts(line)

    def _floor(self, line: Line) -> str:
        return _("%(before)s is raised to the least amount %(base)s: %(result)s.") % self._parts(line)

    def _cap(self, line: Line) -> str:
        return _("%(before)s meets the cap of %(base)s: %(result)s.") % self._parts(line)

    def _carried(self, line: Line) -> str:
        return _("Carried over from above an earlier cap: %(result)s.") % self._parts(line)

    def _best_of(self, line: Line) -> str:
        return _("Another component pays %(base)s, which is more, so %(before)s of this one is not paid.") % self._parts(line)

    def _release(self, line: Line) -> str:
        return _("%(credit)s: %(payable)s, earned earlier, is released.") % self._parts(line)

    def _draw(self, line: Line) -> str:
        return _("Commission is %(before)s; the draw of %(base)s adds %(result)s.") % self._parts(line)

    def _recovery(self, line: Line) -> str:
        return _("Of the %(base)s drawn ahead, %(result)s is taken back.") % self._parts(line)

    def _difference(self, line: Line) -> str:
        return _("Earned to date in closed periods %(base)s, paid %(before)s: the difference is %(result)s.") % self._parts(line)


TOLD: dict[str, Callable[[Teller, Line], str]] = {
    "earned": Teller._earned,
    "uplift": Teller._uplift,
    "claw_back": Teller._claw_back,
    "limit": Teller._limit,
    "fixed": Teller._fixed,
    "spiff": Teller._spiff,
    "pool": Teller._pool,
    "floor": Teller._floor,
    "cap": Teller._cap,
    "carried": Teller._carried,
    "best_of": Teller._best_of,
    "release": Teller._release,
    "plan_cap": Teller._cap,
    "plan_carried": Teller._carried,
    "draw": Teller._draw,
    "recovery": Teller._recovery,
    "difference": Teller._difference,
}
