"""What follows from a member of staff being entered, changed or taken out again."""

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Team
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED, RECORD_REMOVED
from kaituo.foundation.records.models import Event

from .models import Staff
from .placing import forget, give_user, join_home_team, sync_user


def _staff(events: list[Event]) -> list[Staff]:
    rows = Staff.objects.filter(pk__in=[event.subject_id for event in events])
    return list(rows.select_related("user", "team", "reports_to__user", "reports_to__reports_to__user").order_by("pk"))


@during(RECORD_CREATED, RECORD_REMOVED, subject="identity.Team")
def place_team(events: list[Event]) -> None:
    """A new team stands at the top until it is placed."""
    trees.rebuild(Team)


@during(RECORD_CREATED, subject="people.Staff")
def welcome(events: list[Event]) -> None:
    rows = _staff(events)
    for staff in rows:
        if staff.user is None:
            give_user(staff)
    for staff in _staff(events):
        join_home_team(staff)


@during(RECORD_CHANGED, subject="people.Staff")
def keep_in_step(events: list[Event]) -> None:
    for staff in _staff(events):
        sync_user(staff)
        join_home_team(staff)


@during(RECORD_REMOVED, subject="people.Staff")
def take_out(events: list[Event]) -> None:
    for event in events:
        forget(event.changes.get("user", [None])[0])
