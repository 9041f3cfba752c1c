"""Public holidays and make-up workdays of mainland China, as the State Council announced them, year by year."""

from datetime import date

import chinese_calendar

from kaituo.foundation.kernel.calendar import UnknownYear, YearDays


def china_days(year: int) -> YearDays:
    """The announced days of a year. Raises UnknownYear: the coming year is announced only in late autumn."""
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError as error:
        raise UnknownYear(year, "chinesecalendar") from error
    free = {day: name for day, name in chinese_calendar.holidays.items() if day.year == year}
    return YearDays(year, free, frozenset(day for day in chinese_calendar.workdays if day.year == year))
