"""Who is reminded of an assessment or an answer: two working days before it is due, and once more on the day."""

from datetime import date

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many

from .choices import ReviewState
from .models import Assessment, Review
from .notices import ANSWER_DUE, DUE

AHEAD = 2


def remind(today: date) -> int:
    """At most once a day for each. Returns how many were told."""
    calendar = work_calendar()
    if not calendar.is_workday(today):
        return 0
    days = {today, calendar.add_workdays(today, AHEAD)}
    rows = Assessment.objects.asked().filter(due_on__in=days).exclude(reminded_on=today)
    listed = list(rows.select_related("writer", "review__person", "review__cycle"))
    told = [(row.writer, DUE, row, {"day": row.due_on}) for row in listed]
    answers = Review.objects.filter(state__in=(ReviewState.SHARED, ReviewState.DECIDED), answer_by__in=days).select_related("person", "cycle")
    told += [(row.person, ANSWER_DUE, row, {"day": row.answer_by}) for row in answers]
    for row in listed:
        row.reminded_on = today
    Assessment.objects.bulk_update(listed, ["reminded_on"])
    tell_many(told, by=User.objects.system())
    return len(told)
