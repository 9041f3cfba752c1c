"""Caps, floors, draws and releases that contradict themselves."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kaituo.foundation.calc.problems import Problem
from kaituo.performance.commissions.engine.plan.document import Terms
from kaituo.performance.commissions.engine.plan.limits import Cap, Draw, Floor, Hold, OnCash, Release
from kaituo.performance.commissions.engine.plan.words import CapSpan, Excess

ONE = Decimal(1)


def share(value: Decimal, path: str, *, most: Decimal = ONE, above_zero: bool = False) -> Iterator[Problem]:
    """A share outside 0 … `most`; with `above_zero` zero is outside too."""
    if not 0 <= value <= most or (above_zero and value == 0):
        yield Problem("rates.out_of_range", path, {"rate": value, "lowest": Decimal(0), "highest": most})


def faults_of_terms(terms: Terms, path: str) -> Iterator[Problem]:
    yield from of_caps(terms.caps, f"{path}.caps")
    for at, cap in enumerate(terms.caps):
        if cap.per is CapSpan.LINE:
            yield Problem("plan.cap_per_line_of_plan", f"{path}.caps[{at}].per")
    if terms.draw:
        yield from _of_draw(terms.draw, f"{path}.draw")


def of_caps(caps: Sequence[Cap], path: str) -> Iterator[Problem]:
    for at, cap in enumerate(caps):
        if cap.amount == 0:
            yield Problem("plan.cap_zero", f"{path}[{at}].amount")
        if cap.per in [other.per for other in caps[:at]]:
            yield Problem("plan.cap_twice", f"{path}[{at}].per", {"value": cap.per})
        if cap.per is CapSpan.LINE and cap.excess is Excess.CARRIED:
            yield Problem("plan.carried_line", f"{path}[{at}].excess")


def of_floor(floor: Floor | None, caps: Sequence[Cap], path: str) -> Iterator[Problem]:
    spans = {"line": CapSpan.LINE, "period": CapSpan.PERIOD}
    for cap in caps:
        if floor and cap.per is spans[floor.per] and cap.amount < floor.amount:
            yield Problem("plan.floor_above_cap", f"{path}.amount", {"floor": floor.amount, "cap": cap.amount})


def of_release(release: Release | None, caps: Sequence[Cap], path: str) -> Iterator[Problem]:
    if release and any(cap.per is not CapSpan.LINE for cap in caps):
        yield Problem("plan.cap_with_release", path)
    if isinstance(release, Hold):
        yield from share(release.share, f"{path}.share", above_zero=True)
    if isinstance(release, OnCash):
        for at, band in enumerate(release.late):
            yield from share(band.factor, f"{path}.late[{at}].factor")
        for at, (earlier, later) in enumerate(pairwise(release.late), 1):
            if later.from_day <= earlier.from_day:
                yield Problem("plan.not_rising", f"{path}.late[{at}].from_day", {"value": later.from_day})


def _of_draw(draw: Draw, path: str) -> Iterator[Problem]:
    yield from share(draw.recovery_share, f"{path}.recovery_share", above_zero=True)
    if draw.amount == 0:
        yield Problem("plan.cap_zero", f"{path}.amount")
    if draw.starts_on and draw.ends_on and draw.ends_on <= draw.starts_on:
        yield Problem("plan.ends_before_start", f"{path}.ends_on", {"on": draw.ends_on, "start": draw.starts_on})
    if not draw.recoverable and (draw.recovery_at_most is not None or draw.recovery_starts_on or draw.recovery_share != 1):
        yield Problem("plan.nothing_to_recover", f"{path}.recoverable")
