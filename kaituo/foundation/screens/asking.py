"""What addresses of pages by day and person ask for: `?day=2026-11-27&person=4`."""

from datetime import date

from django.db.models import Model
from django.http import QueryDict

from kaituo.foundation.identity.access import VIEW, owners_in_reach
from kaituo.foundation.identity.models import User


def asked_day(query: QueryDict, today: date) -> date:
    """The day named; today for none, for nonsense, and for days beside which calendars have no others."""
    try:
        asked = date.fromisoformat(query.get("day", ""))
    except ValueError:
        return today
    return asked if date.min.year + 1 < asked.year < date.max.year - 1 else today


def people_seen(user: User, model: type[Model]) -> list[User]:
    """Whose records of the kind the person may see, herself first."""
    reach = owners_in_reach(user, model, VIEW)
    people = User.objects.people().filter(is_active=True).order_by("sort_key", "pk")
    others = people if reach is None else people.filter(pk__in=reach)
    return [user, *(person for person in others if person.pk != user.pk)]
