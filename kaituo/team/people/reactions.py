"""What follows from a member of staff being entered, changed or taken out again."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Helping, Team
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED, RECORD_REMOVED
from kaituo.foundation.records.models import Event

from .models import Staff
from .placing import forget, give_user, join_home_team, sync_user

ACTS_FOR = kind(
    "people.acts_for", _("Acting for someone"), _("You act for %(rep)s, with her customers and deals, from %(starts_on)s until %(last_on)s"), "users"
)


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
    changed: dict[int, set[str]] = defaultdict(set)
    for event in events:
        changed[event.subject_id] |= set(event.changes)
    for staff in _staff(events):
        sync_user(staff, changed[staff.pk])
        join_home_team(staff)


@during(RECORD_REMOVED, subject="people.Staff")
def take_out(events: list[Event]) -> None:
    for event in events:
        forget(event.changes.get("user", [None])[0])


@during(RECORD_CREATED, subject="identity.Helping")
def tell_who_acts(events: list[Event]) -> None:
    for helping in Helping.objects.filter(pk__in=[event.subject_id for event in events]).select_related("rep", "helper"):
        words = {"rep": str(helping.rep), "starts_on": helping.starts_on, "last_on": helping.last_on or "…"}
        tell([helping.helper], ACTS_FOR, None, by=events[0].actor, **words)
