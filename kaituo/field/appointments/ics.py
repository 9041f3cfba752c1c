"""Appointments as iCalendar (RFC 5545): written for other programs, read from their files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.field.activities.models import FollowUp
from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of

from .book import Elsewhere
from .choices import Repeats
from .models import Appointment
from .recurring import WrongRule, checked

PRODUCT = "-//Kaituo//Calendar//EN"
MOST = 5000


def written(person: User, appointments: Iterable[Appointment], follow_ups: Iterable[FollowUp], others: Iterable[Elsewhere] = ()) -> bytes:
    """One calendar in the person's time zone."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Kaituo · {person}")
    for row in appointments:
        calendar.add_component(_event(row, person))
    for plan in follow_ups:
        calendar.add_component(_plan(plan, person))
    for each in others:
        calendar.add_component(_other(each))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(row: Appointment, person: User) -> icalendar.Event:
    zone = zone_of(row.owner.time_zone)
    event = icalendar.Event()
    event.add("uid", row.uid)
    event.add("summary", row.title)
    event.add("dtstamp", row.updated_at)
    event.add("sequence", row.version)
    event.add("dtstart", _stamp(row, row.starts_at, zone))
    event.add("dtend", _stamp(row, row.ends_at, zone, is_end=True))
    for name, value in (("location", row.place), ("description", row.notes), ("url", row.video_url)):
        if value:
            event.add(name, value)
    if row.recurrence:
        event.add("rrule", icalendar.vRecur.from_ical(_rule(row)))
        first = row.starts_at.astimezone(zone)
        for day in row.skipped:
            event.add("exdate", datetime.combine(date.fromisoformat(day), first.time(), zone))
    return event


def _rule(row: Appointment) -> str:
    """Workdays become weekdays: other programs do not know make-up days."""
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" if row.repeats == Repeats.WORKDAYS else row.recurrence
    return f"{rule};UNTIL={row.until_on:%Y%m%d}T235959Z" if row.until_on and "UNTIL" not in rule else rule


def _stamp(row: Appointment, at: datetime, zone: Any, is_end: bool = False) -> datetime | date:
    local = at.astimezone(zone)
    if not row.is_all_day:
        return local
    return local.date() + timedelta(days=1) if is_end and local.time() > time.min else local.date()


def _plan(plan: FollowUp, person: User) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"follow-up-{plan.pk}@kaituo")
    event.add("summary", f"{plan.account}: {plan}")
    event.add("dtstamp", plan.updated_at)
    if plan.at:
        begins = datetime.combine(plan.due_on, plan.at, zone_of(person.time_zone))
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=30))
    else:
        event.add("dtstart", plan.due_on)
    return event


def _other(each: Elsewhere) -> icalendar.Event:
    """What another area has on that day. Its address tells it from others, whatever day it moves to."""
    event = icalendar.Event()
    event.add("uid", f"{each.href.strip('/').replace('/', '-')}@kaituo")
    event.add("summary", each.title)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", each.begins or each.on)
    if each.begins and each.ends:
        event.add("dtend", each.ends)
    return event


@dataclass
class Read:
    """What a file holds: appointments not yet kept, and what could not be taken, one sentence each."""

    rows: list[Appointment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(content: bytes, owner: User) -> Read:
    """Raises ValueError for what is no calendar at all, or too large a one."""
    found, zone = Read(), zone_of(owner.time_zone)
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    if len(events) > MOST:
        raise ValueError(f"more than {MOST} events")
    for number, event in enumerate(events, 1):
        if event.get("recurrence-id"):
            found.faults.append(_("Event %(number)s: a single changed time of a series is not taken over.") % {"number": number})
            continue
        try:
            found.rows.append(_appointment(event, owner, zone))
        except (KeyError, ValueError, TypeError, AttributeError):
            found.faults.append(
                _("Event %(number)s (%(title)s) has no time that can be read.") % {"number": number, "title": event.get("summary", "")}
            )
    return found


def _appointment(event: icalendar.Event, owner: User, zone: Any) -> Appointment:
    begins, is_all_day = _instant(event["dtstart"].dt, zone)
    ends = _instant(event["dtend"].dt, zone)[0] if "dtend" in event else begins + event.get("duration", icalendar.vDuration(_default(is_all_day))).dt
    repeats, rule = _repeats(event)
    return Appointment(
        owner=owner,
        uid=str(event.get("uid") or "")[:255] or Appointment().uid,
        title=str(event.get("summary") or _("Without a title"))[:200],
        starts_at=begins,
        ends_at=ends,
        is_all_day=is_all_day,
        place=str(event.get("location") or "")[:200],
        notes=str(event.get("description") or ""),
        repeats=repeats,
        rule=rule,
        until_on=_until(event, zone),
        skipped=sorted({_instant(each.dt, zone)[0].astimezone(zone).date().isoformat() for each in _exdates(event)}),
        remind_minutes=None,
    )


def _default(is_all_day: bool) -> timedelta:
    return timedelta(days=1) if is_all_day else timedelta(hours=1)


def _instant(value: datetime | date, zone: Any) -> tuple[datetime, bool]:
    """Aware; a time without a zone is meant where the person lives."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, zone), True
    return (value if timezone.is_aware(value) else value.replace(tzinfo=zone)), False


def _repeats(event: icalendar.Event) -> tuple[str, str]:
    if "rrule" not in event:
        return Repeats.NEVER, ""
    try:
        return Repeats.OTHER, checked(event["rrule"].to_ical().decode())
    except WrongRule:
        return Repeats.NEVER, ""


def _until(event: icalendar.Event, zone: Any) -> date | None:
    until = event["rrule"].get("until") if "rrule" in event else None
    return _instant(until[0], zone)[0].astimezone(zone).date() if until else None


def _exdates(event: icalendar.Event) -> list[Any]:
    found = event.get("exdate", [])
    return [each for part in (found if isinstance(found, list) else [found]) for each in part.dts]
