"""Who takes part in a meeting, and who leads whom in a one-on-one."""

from kaituo.foundation.identity.access import owners_in_reach
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.records import clock
from kaituo.team.people.models import Staff

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


def leader_of(staff: Staff) -> User | None:
    """With whom she reports: the person named on her profile, else whoever leads her team today."""
    if staff.reports_to_id and staff.reports_to.user:
        return staff.reports_to.user
    lead = Membership.objects.on(clock.today()).filter(team=staff.team_id, is_lead=True).exclude(user=staff.user_id).select_related("user").first()
    return lead.user if lead else None
