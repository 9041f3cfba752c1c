"""Who takes part in a meeting, and who leads whom in a one-on-one."""

from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.models import User

from .models import CoachingNote, Meeting


def people_of(meeting: Meeting) -> list[User]:
    """Whoever called it first."""
    found = [meeting.owner, meeting.person, *(each.person for each in meeting.attendees.select_related("person"))]
    return list({person.pk: person for person in found if person}.values())


def leads(leader: User, person: User | None) -> bool:
    """Whether her roles let her coach this person, which is not herself."""
    if person is None or person.pk == leader.pk:
        return False
    reach = owners_in_reach(leader, CoachingNote, "create")
    return reach is None or person.pk in reach
