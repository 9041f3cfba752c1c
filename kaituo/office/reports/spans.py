"""The days a report looks at, by a word that moves with today or by two days, and the days they are compared with."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.ui import formats
from kaituo.office.insights.asked import WORDS as NAMED
from kaituo.office.insights.asked import span_of

ROLLING = {"7d": 7, "30d": 30, "90d": 90, "365d": 365}
WORDS = {
    **{word: label for word, label in NAMED.items() if word != "all"},
    "week": gettext_lazy("This week"),
    "last_week": gettext_lazy("Last week"),
    "7d": gettext_lazy("The last 7 days"),
    "30d": gettext_lazy("The last 30 days"),
    "90d": gettext_lazy("The last 90 days"),
    "365d": gettext_lazy("The last 365 days"),
}
DAY = timedelta(days=1)


def period_of(span: str, today: date) -> Period | None:
    """None: all days. A text nobody can read is no restriction."""
    if span in ROLLING:
        return Period(today - DAY * (ROLLING[span] - 1), today + DAY)
    if span in WORDS:
        start, end = span_of(span, today)
        return Period(start, end) if start and end else None
    try:
        first, _dots, last = span.partition("..")
        return Period.inclusive(date.fromisoformat(first), date.fromisoformat(last))
    except (ValueError, OverflowError):
        return None


def is_running(period: Period, today: date) -> bool:
    return today in period and period.last_day > today


def compared_with(period: Period, how: str, today: date) -> Period:
    """As many days of the period before, or of a year ago, as have passed of this one: half a month is not measured against a whole."""
    before = period.year_before() if how == "last_year" else period.previous()
    if not is_running(period, today):
        return before
    passed = min((today - period.start).days + 1, before.day_count)
    return Period(before.start, before.start + DAY * passed)


def said(period: Period | None) -> str:
    if period is None:
        return _("All time")
    return f"{formats.day(period.start)} – {formats.day(period.last_day)}"


def briefly(period: Period, today: date) -> str:
    """The year only where it is another one."""
    length = "short" if period.start.year == period.last_day.year == today.year else "long"
    return f"{formats.day(period.start, length)} – {formats.day(period.last_day, length)}"


def named(first_day: date, grain: str) -> str:
    """A span of days as people write it."""
    if grain == "day":
        return formats.day(first_day)
    return Period.label_of(first_day, PeriodKind(grain))
