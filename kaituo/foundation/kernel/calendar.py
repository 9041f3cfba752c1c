"""Working days of a company: weekend, public holidays and make-up workdays (调休).

The calendar is data; `china.py` and `countries.py` fill it, and an administrator may edit what they gave. Working hours are not here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kaituo.foundation.kernel.period import Period

SATURDAY_SUNDAY = frozenset({5, 6})
ONE_DAY = timedelta(days=1)


class UnknownYear(LookupError):
    """Nobody has said which days of this year are free; guessing would move every deadline and target."""

    def __init__(self, year: int, source: str) -> None:
        super().__init__(f"{source} does not know the holidays of {year}")
        self.year, self.source = year, source


@dataclass(frozen=True)
class YearDays:
    """What one source says about one year: free days with their names, and weekend days that are worked."""

    year: int
    holidays: Mapping[date, str]
    make_up: frozenset[date] = frozenset()


@dataclass(frozen=True)
class WorkCalendar:
    """Answers which days are worked. A make-up day is worked whatever else is said of it.

    `known_years` names the years the data covers; a question about another year raises UnknownYear. None means every year is covered.
    """

    weekend: frozenset[int] = SATURDAY_SUNDAY
    holidays: Mapping[date, str] = field(default_factory=dict)
    make_up: frozenset[date] = frozenset()
    known_years: frozenset[int] | None = None
    _counted: dict[Period, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not set(range(7)) - set(self.weekend):
            raise ValueError("a week needs at least one working day")

    @classmethod
    def of_years(cls, years: Iterable[YearDays], weekend: frozenset[int] = SATURDAY_SUNDAY) -> "WorkCalendar":
        """One calendar of several years' days; it knows exactly these years."""
        listed = list(years)
        return cls(
            weekend=weekend,
            holidays={day: name for year in listed for day, name in year.holidays.items()},
            make_up=frozenset(day for year in listed for day in year.make_up),
            known_years=frozenset(year.year for year in listed),
        )

    def is_workday(self, day: date) -> bool:
        if self.known_years is not None and day.year not in self.known_years:
            raise UnknownYear(day.year, "this calendar")
        return day in self.make_up or (day.weekday() not in self.weekend and day not in self.holidays)

    def workdays_in(self, period: Period) -> int:
        """How many days of the period are worked; counted once, because hundreds of targets of one month ask the same."""
        if period not in self._counted:
            self._counted[period] = sum(self.is_workday(day) for day in period.days())
        return self._counted[period]

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_workdays(day, 1)

    def on_or_after(self, day: date) -> date:
        """`day` itself when it is worked, else the next working day."""
        return day if self.is_workday(day) else self.next_workday(day)

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); zero gives `day` itself, worked or not."""
        step, left = (ONE_DAY if count > 0 else -ONE_DAY), abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day
