"""Makes the reminders that rules ask for: each rule, record, person and date once.

Every day since a rule was last applied is looked at, at most a week back, so that a night on which the machine stood still loses nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import NoAccessDeclared, access_of, visible
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import RoleAssignment, User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Record

from .choices import Receiver
from .models import Reminder, ReminderRule

FURTHEST_BACK = 7
SLACK = 20
"""A holiday moves a day by less than this."""


def apply_rules(today: date) -> int:
    """How many reminders were made."""
    calendar = work_calendar()
    return sum(apply_rule(rule, today, calendar) for rule in ReminderRule.objects.on())


@transaction.atomic
def apply_rule(rule: ReminderRule, today: date, calendar: WorkCalendar) -> int:
    first = max(rule.applied_on or today - timedelta(days=1), today - timedelta(days=FURTHEST_BACK))
    rows = list(rows_of(rule, [day for day in dates_for(rule.offset_days, first, today, calendar)]))
    made = records.create_many(list(_reminders(rule, rows, today)), by=User.objects.system())
    ReminderRule.objects.filter(pk=rule.pk).update(applied_on=today)
    return len(made)


def dates_for(offset: int, after: date, until: date, calendar: WorkCalendar) -> Iterator[date]:
    """The dates of records of which one is to be reminded on a day after `after` and not after `until`."""
    day = after - timedelta(days=offset + SLACK)
    while day <= until - timedelta(days=offset) + timedelta(days=SLACK):
        if after < ringing_day(day, offset, calendar) <= until:
            yield day
        day += timedelta(days=1)


def ringing_day(day: date, offset: int, calendar: WorkCalendar) -> date:
    """Of a date and an offset; never on a free day, and a warning never late."""
    plain = day + timedelta(days=offset)
    if calendar.is_workday(plain):
        return plain
    return calendar.add_workdays(plain, -1) if offset < 0 else calendar.next_workday(plain)


def rows_of(rule: ReminderRule, dates: list[date]) -> QuerySet:
    """Records with one of these dates: not archived, and open where the rule asks for it and the kind knows what that is."""
    model, field = rule.model_class, rule.dated_field
    if model is None or field is None:
        return Reminder.objects.none()
    rows = model._default_manager.all()
    if rule.only_open and hasattr(rows, "open"):
        rows = rows.open()
    if issubclass(model, Record):
        rows = rows.filter(archived_at__isnull=True)
    lookup = f"{field.name}__date__in" if field.get_internal_type() == "DateTimeField" else f"{field.name}__in"
    return rows.filter(**{lookup: dates}).order_by("pk")


def _reminders(rule: ReminderRule, rows: list[Model], today: date) -> Iterator[Reminder]:
    """For people who may see the record, and have none for that date yet."""
    known = set(rule.reminders.filter(record_id__in=[row.pk for row in rows]).values_list("record_id", "owner_id", "occasion_on"))
    receivers = Receivers(rule, rows, today)
    for row in rows:
        value = getattr(row, rule.field)
        on = timezone.localdate(value) if isinstance(value, datetime) else value
        for person in receivers.of(row):
            if (row.pk, person.pk, on) not in known and row.pk in receivers.seen_by(person):
                due_at = datetime.combine(today, rule.at, zone_of(person.time_zone))
                where = {"model": rule.model, "record_id": row.pk, "subject_text": str(row)[:200]}
                yield Reminder(owner=person, rule=rule, text=rule.text, due_at=due_at, occasion_on=on, **where)


class Receivers:
    """Who is reminded of each of some rows, read at once."""

    def __init__(self, rule: ReminderRule, rows: list[Model], today: date) -> None:
        self.rule, self.role = rule, list(_holders(rule, today)) if rule.receiver == Receiver.ROLE else []
        path = owner_path(rule.model_class) if rule.receiver != Receiver.ROLE and rule.model_class else ""
        self.keys, self.seen = [row.pk for row in rows], dict[int, set[int]]()
        pairs = rule.model_class._default_manager.filter(pk__in=self.keys).values_list("pk", path) if path else []
        self.owner = {pk: owner for pk, owner in pairs if owner}
        people = User.objects.people().filter(is_active=True).in_bulk(set(self.owner.values()))
        leaders = leaders_of(people.values(), today) if rule.receiver == Receiver.LEAD else {}
        self.people = {pk: [person] for pk, person in people.items()} if rule.receiver == Receiver.OWNER else leaders

    def seen_by(self, person: User) -> set[int]:
        """Those of the rows that the person may see; asked once for each person."""
        if person.pk not in self.seen:
            rows = self.rule.model_class._default_manager.filter(pk__in=self.keys)
            self.seen[person.pk] = set(visible(person, rows).values_list("pk", flat=True))
        return self.seen[person.pk]

    def of(self, row: Model) -> list[User]:
        return self.role if self.rule.receiver == Receiver.ROLE else self.people.get(self.owner.get(row.pk), [])


def owner_path(model: type[Model]) -> str:
    """The path to the person who is responsible, over parents where the record has none of its own; empty where nobody is."""
    try:
        access = access_of(model)
    except NoAccessDeclared:
        return ""
    if access.owner:
        return access.owner
    if not access.via:
        return ""
    parent = model
    for part in access.via.split("__"):
        parent = parent._meta.get_field(part).related_model
    above = owner_path(parent)
    return f"{access.via}__{above}" if above else ""


def _holders(rule: ReminderRule, today: date) -> QuerySet[User]:
    held = RoleAssignment.objects.on(today).filter(role=rule.role_id)
    return User.objects.people().filter(is_active=True, pk__in=held.values("user"))
