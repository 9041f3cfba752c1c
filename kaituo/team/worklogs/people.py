"""Who owes which report: the people of a template on a day, and the templates of a person."""

from datetime import date

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.models import Membership, RoleAssignment, TeamPath, User

from .models import ReportTemplate


def people_of(template: ReportTemplate, on: date) -> QuerySet[User]:
    """Whoever is in its team or below, and holds its role, that day."""
    members = Membership.objects.on(on)
    if template.team_id:
        below = TeamPath.objects.on(on).filter(ancestor=template.team_id)
        members = members.filter(team__in=below.values("descendant"))
    people = User.objects.people().filter(is_active=True, pk__in=members.values("user"))
    if template.role_id:
        people = people.filter(pk__in=RoleAssignment.objects.on(on).filter(role=template.role_id).values("user"))
    return people.order_by("sort_key", "pk")


def templates_of(person: User, on: date) -> list[ReportTemplate]:
    """The reports that the person owes that day."""
    own = Membership.objects.on(on).filter(user=person)
    above = TeamPath.objects.on(on).filter(descendant__in=own.values("team"))
    roles = RoleAssignment.objects.on(on).filter(user=person)
    mine = Q(team=None) | Q(team__in=above.values("ancestor"))
    rows = ReportTemplate.objects.offered().filter(mine, Q(role=None) | Q(role__in=roles.values("role")))
    return list(rows) if own.exists() else []
