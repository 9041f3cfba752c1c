"""Score curves: an attainment becomes a score along straight lines through given points. What the score weighs is decided in scorecards."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.foundation.calc.step import Step
from kaituo.foundation.kernel.rounding import quotient, round_half_up

SCORE_DIGITS = 4
Point = tuple[Decimal, Decimal]
Line = tuple[Point, Point]


@dataclass(frozen=True)
class ScoreCurve:
    """Points (value, score) in ascending order of value. The first and the last line go on until `floor` and `cap` (None: no limit).

    (0, 0) and (5000, 20) without cap are "20 points per 5,000, no upper limit": 40,000 give 160.
    """

    points: tuple[Point, ...]
    floor: Decimal | None = Decimal(0)
    cap: Decimal | None = None

    def validate(self) -> list[Problem]:
        if len(self.points) < 2:
            return [Problem("scores.too_few_points", parameters={"count": len(self.points)})]
        faults = [
            Problem("scores.not_ascending", f"point {at}", {"value": right[0]})
            for at, (left, right) in enumerate(pairwise(self.points), start=2)
            if right[0] <= left[0]
        ]
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            faults.append(Problem("scores.cap_below_floor", parameters={"floor": self.floor, "cap": self.cap}))
        return faults

    def score(self, value: Decimal | int) -> tuple[Decimal, Step]:
        """The score of a value with its explanation. Raises Refused on a faulty curve."""
        left, right = self._line(value)
        on_line = _on(left, right, value)
        score = self._limited(on_line)
        inputs = {"value": value, "from_value": left[0], "from_score": left[1], "to_value": right[0], "to_score": right[1]}
        line = Step("score.on_line", on_line, inputs)
        return score, line if score == on_line else Step("score.limited", score, {"floor": self.floor, "cap": self.cap}, (line,))

    def score_of(self, value: Decimal | int) -> Decimal:
        """The same without the explanation, for thousands at once."""
        return self._limited(_on(*self._line(value), value))

    @cached_property
    def _lines(self) -> list[Line]:
        if problems := self.validate():
            raise Refused(problems)
        return list(pairwise(self.points))

    def _line(self, value: Decimal | int) -> Line:
        return next((line for line in self._lines if value <= line[1][0]), self._lines[-1])

    def _limited(self, score: Decimal) -> Decimal:
        raised = score if self.floor is None else max(score, self.floor)
        return raised if self.cap is None else min(raised, self.cap)


def _on(left: Point, right: Point, value: Decimal | int) -> Decimal:
    rise = quotient((value - left[0]) * (right[1] - left[1]), right[0] - left[0], SCORE_DIGITS)
    return round_half_up(left[1] + rise, SCORE_DIGITS)
