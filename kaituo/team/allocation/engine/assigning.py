"""Which rule takes something, and who of its people gets it: the first rule that matches, then whoever is available and under the caps, then the mode."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .matching import Verdict, lacks_required, preferred
from .turns import Seat, next_seat

INACTIVE, LEAVE, SHIFT, PERIOD, BACKLOG = "inactive", "leave", "shift", "period", "backlog"
STRENGTH, LEVEL = "strength", "level"
FIXED = "fixed"


@dataclass(frozen=True)
class Candidate:
    """One person of a rule, as she stands at this moment. A cap of None: there is none."""

    seat: Seat
    is_active: bool = True
    is_on_leave: bool = False
    is_on_shift: bool = True
    given_in_period: int = 0
    period_cap: int | None = None
    backlog_cap: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    is_high_enough: bool = True

    @property
    def hindrance(self) -> str:
        """Why she cannot be given anything now; empty: she can."""
        checks = (
            (INACTIVE, not self.is_active),
            (LEAVE, self.is_on_leave),
            (SHIFT, not self.is_on_shift),
            (PERIOD, self.period_cap is not None and self.given_in_period >= self.period_cap),
            (LEVEL, not self.is_high_enough),
            (STRENGTH, lacks_required(self.verdicts)),
            (BACKLOG, self.backlog_cap is not None and self.seat.load >= self.backlog_cap),
        )
        return next((name for name, is_so in checks if is_so), "")


def matches(conditions: Mapping[str, Sequence[str]], facts: Mapping[str, str]) -> str:
    """The name of the first condition that fails; empty: all hold. A condition without values asks nothing."""
    return next((name for name, values in conditions.items() if values and facts.get(name, "") not in values), "")


def choose(candidates: Iterable[Candidate], mode: str) -> tuple[Seat | None, list[tuple[Seat, str]]]:
    """Whoever gets it, or None; and everybody considered with what hindered her. `FIXED`: the first who can.

    Of those who can, the ones come first who meet most of what the rule prefers; among them the mode decides.
    """
    thought_of = list(candidates)
    considered = [(candidate.seat, candidate.hindrance) for candidate in thought_of]
    able = [candidate for candidate in thought_of if not candidate.hindrance]
    if not able:
        return None, considered
    best = max(preferred(candidate.verdicts) for candidate in able)
    free = [candidate.seat for candidate in able if preferred(candidate.verdicts) == best]
    return (min(free, key=lambda seat: seat.position) if mode == FIXED else next_seat(free, mode)), considered
