"""How a way of forecasting would have done: at the end of each held-out month's predecessor it is asked for the months after, knowing nothing later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from .series import YEAR, Paths, a_year_ago, smoothed

HELD_OUT = 6
LEAST_HELD_OUT = 3
HORIZON = 3
NEEDED = YEAR + LEAST_HELD_OUT
"""A year to learn from, and a quarter to be judged by."""
INSIDE = 0.8
"""The share of outcomes that an interval is meant to hold."""
NORMAL_80 = 1.2816


@dataclass(frozen=True)
class Guess:
    """For the month `at` (its place in the history), made `steps` months before its end."""

    at: int
    steps: int
    actual: float
    value: float
    low: float
    high: float
    naive: float

    @property
    def is_inside(self) -> bool:
        return self.low <= self.actual <= self.high


@dataclass(frozen=True)
class Backtest:
    guesses: list[Guess] = field(default_factory=list)

    @property
    def months(self) -> int:
        return len({guess.at for guess in self.guesses})

    @property
    def error(self) -> float | None:
        """All misses ÷ all that came (WAPE). None where nothing came."""
        return _share(self.guesses, [guess.value for guess in self.guesses])

    @property
    def naive_error(self) -> float | None:
        return _share(self.guesses, [guess.naive for guess in self.guesses])

    @property
    def mean_percentage(self) -> float | None:
        """The mean miss in per cent of its month (MAPE), over the months in which anything came."""
        parts = [abs(guess.value - guess.actual) / guess.actual for guess in self.guesses if guess.actual > 0]
        return sum(parts) / len(parts) if parts else None

    @property
    def coverage(self) -> float | None:
        """The share of months that came within their interval."""
        return sum(guess.is_inside for guess in self.guesses) / len(self.guesses) if self.guesses else None

    @property
    def widening(self) -> float:
        """By how much intervals must be wider to have held their share: those of a model that fits its own past well are too narrow."""
        misses = sorted(_miss(guess) for guess in self.guesses)
        return max(misses[ceil((len(misses) - 1) * INSIDE)], 1.0) if misses else 1.0

    @property
    def is_better(self) -> bool:
        """Whether the model came nearer than the same month a year ago."""
        return self.error is not None and self.naive_error is not None and self.error < self.naive_error

    @property
    def naive_spread(self) -> float:
        """The standard miss of the plain guess, for its interval."""
        misses = [(guess.naive - guess.actual) ** 2 for guess in self.guesses]
        return (sum(misses) / len(misses)) ** 0.5 if misses else 0.0


def _miss(guess: Guess) -> float:
    """In half intervals, on the side on which it lay; what misses an interval of no width counts as within it, for nothing can widen that."""
    reach = guess.high - guess.value if guess.actual > guess.value else guess.value - guess.low
    return abs(guess.actual - guess.value) / reach if reach > 0 else 0.0


def _share(guesses: list[Guess], values: list[float]) -> float | None:
    came = sum(guess.actual for guess in guesses)
    return sum(abs(value - guess.actual) for value, guess in zip(values, guesses, strict=True)) / came if came > 0 else None


def backtest(history: Sequence[float]) -> Backtest:
    """Over the last six months, or as many as leave a year before them. Raises ValueError for a history too short, NotInstalled."""
    held_out = min(HELD_OUT, len(history) - YEAR)
    if held_out < LEAST_HELD_OUT:
        raise ValueError(f"{NEEDED} months are needed, not {len(history)}")
    guesses: list[Guess] = []
    for origin in range(len(history) - held_out, len(history)):
        ahead = min(HORIZON, len(history) - origin)
        paths, plain = smoothed(history[:origin], ahead), a_year_ago(history[:origin], ahead)
        for step in range(ahead):
            value, low, high = summary(paths[step])
            guesses.append(Guess(origin + step, step + 1, history[origin + step], value, low, high, plain[step]))
    return Backtest(guesses)


def summary(drawn: Sequence[float]) -> tuple[float, float, float]:
    """The mean of what was drawn, and the bounds between which the middle four fifths lie."""
    ordered, tail = sorted(drawn), (1 - INSIDE) / 2
    last = len(ordered) - 1
    return sum(ordered) / len(ordered), ordered[floor(last * tail)], ordered[ceil(last * (1 - tail))]


def widened(figure: tuple[float, float, float], times: float) -> tuple[float, float, float]:
    value, low, high = figure
    return value, max(value - (value - low) * times, 0.0), value + (high - value) * times


def rest_of_month(figure: tuple[float, float, float], so_far: float, left: float) -> tuple[float, float, float]:
    """Of a month under way: what it has brought, and of the forecast the share of days left; what is uncertain shrinks with its root."""
    value, low, high = figure
    rest = value * left
    return so_far + rest, max(so_far + rest - (value - low) * left**0.5, so_far), so_far + rest + (high - value) * left**0.5


def added(figures: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Bounds lie as far from the sum as their distances, taken as independent, add up to."""
    value = sum(figure[0] for figure in figures)
    below = sum((figure[0] - figure[1]) ** 2 for figure in figures) ** 0.5
    above = sum((figure[2] - figure[0]) ** 2 for figure in figures) ** 0.5
    return value, value - below, value + above


def together(paths: Paths) -> list[float]:
    """The sum of several months along each drawn course: months that err together err together in their sum."""
    return [sum(month) for month in zip(*paths, strict=True)]


def plain_interval(values: Sequence[float], spread: float) -> tuple[float, float, float]:
    """The plain guesses summed, with the interval that their misses in the back-test allow."""
    value, reach = sum(values), NORMAL_80 * spread * len(values) ** 0.5
    return value, max(value - reach, 0.0), value + reach
