"""The entries behind a target's actual, as far as a person may see them."""

from django.db.models import QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import TeamPath, User
from kaituo.foundation.metrics.measure import MEASURES, parts_of
from kaituo.foundation.metrics.models import Entry

from .models import Target


def entries_behind(target: Target, user: User, after: int = 0) -> QuerySet[Entry]:
    """In the order in which they were entered, those with an id above `after`."""
    names = parts_of(MEASURES[target.measure]) if target.measure in MEASURES else {target.measure}
    rows = visible(user, Entry.objects.filter(measure__in=names, pk__gt=after)).between(target.starts_on, target.ends_on)
    return _of_holder(rows, target).select_related("person", "team").order_by("pk")


def _of_holder(rows: QuerySet[Entry], target: Target) -> QuerySet[Entry]:
    if target.person_id:
        return rows.filter(person=target.person_id)
    below = TeamPath.objects.filter(ancestor=target.team_id, starts_on__lt=target.ends_on, ends_on__gt=target.starts_on)
    return rows.filter(team__in=below.values("descendant"))
