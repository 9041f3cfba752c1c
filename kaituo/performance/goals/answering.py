"""Proposals that wait too long: whoever owes the answer is reminded after the workdays that the rules of goals give, and again after as many."""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.ui.formats import day

from .actions.targets import note_answer_reminder
from .choices import Side
from .models import Target, TargetProposal, goal_policy
from .notices import ANSWER_OVERDUE


def remind_of_answers(today: date) -> int:
    """How many were reminded."""
    calendar, days = work_calendar(), goal_policy().answer_days
    if not calendar.is_workday(today):
        return 0
    waiting = Target.objects.on_the_table().filter(ends_on__gt=today).annotate(turned_at=Max("proposals__made_at"))
    rows = waiting.filter(turned_at__isnull=False).select_related("owner", "person", "team")
    overdue = [(row, timezone.localdate(row.turned_at)) for row in rows if _is_due(row, calendar, days, today)]
    owed = _owed([row for row, _since in overdue], today)
    lasts = {each.target_id: each for each in TargetProposal.objects.filter(target__in=[row.pk for row, _since in overdue])}
    system = User.objects.system()
    told = [
        (person, ANSWER_OVERDUE, row, {"goal": _figure(row, lasts[row.pk]), "since": day(since)})
        for row, since in overdue
        for person in owed.get(row.pk, [])
    ]
    for row, _since in overdue:
        note_answer_reminder(row, by=system, answer_reminded_on=today)
    return len(tell_many(told, by=system))


def _is_due(row: Target, calendar: WorkCalendar, days: int, today: date) -> bool:
    """The days given for the answer are over; of a turn she was reminded of already, as many more."""
    turned_on, reminded_on = timezone.localdate(row.turned_at), row.answer_reminded_on
    if reminded_on and reminded_on > turned_on:
        return calendar.add_workdays(reminded_on, days) <= today
    return calendar.add_workdays(turned_on, days) < today


def _owed(rows: list[Target], today: date) -> dict[int, list[User]]:
    """Whoever is to reach it; for the other side whoever spoke last for it, else whoever leads."""
    of_leaders = [row for row in rows if row.waits_for == Side.LEADER]
    spoke = TargetProposal.objects.filter(target__in=of_leaders, side=Side.LEADER, made_by__is_system=False).select_related("made_by")
    last = {each.target_id: each.made_by for each in spoke}
    leaders = leaders_of([row.owner for row in of_leaders if row.owner], today)
    found = {row.pk: [row.owner] if row.owner else [] for row in rows if row.waits_for == Side.HOLDER}
    return found | {row.pk: [last[row.pk]] if row.pk in last else leaders.get(row.owner_id, []) for row in of_leaders}


def _figure(row: Target, last: TargetProposal) -> str:
    return str(Money(last.goal_amount, row.currency)) if row.currency else f"{last.goal_amount.normalize():f}"
