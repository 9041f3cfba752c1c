"""Check-ins that come due: both sides hear of them a working day ahead and on the day."""

from datetime import date

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many

from .choices import PlanState
from .models import CheckIn
from .notices import DUE


def remind(today: date) -> int:
    calendar = work_calendar()
    if not calendar.is_workday(today):
        return 0
    days = {today, calendar.next_workday(today)}
    rows = (
        CheckIn.objects.active().filter(plan__state=PlanState.RUNNING, held_on=None, due_on__in=days).select_related("plan__person", "plan__leader")
    )
    told = [(person, DUE, row.plan, {"day": row.due_on}) for row in rows for person in (row.plan.person, row.plan.leader)]
    tell_many(told, by=User.objects.system())
    return len(told)
