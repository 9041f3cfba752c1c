"""The entries behind a target's actual, as far as a person may see them."""

from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import TeamPath, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES, parts_of
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.standing import rested_on
from kaituo.foundation.records import clock

from .models import Target


def entries_behind(target: Target, user: User, after: int = 0, *, measure: str = "", period: Period | None = None) -> QuerySet[Entry]:
    """In the order in which they were entered, those with an id above `after`; those of another measure or period of the same holder where named. Of what
    stands on a day all that stands now."""
    name, span = measure or target.measure, period or target.period
    rested = rested_on(parts_of(MEASURES[name]), span, clock.today()) if name in MEASURES else Q(measure=name, on__gte=span.start, on__lt=span.end)
    rows = visible(user, Entry.objects.filter(rested, pk__gt=after))
    return of_holder(rows, target, span).select_related("person", "team").order_by("pk")


def of_holder(rows: QuerySet[Entry], target: Target, period: Period) -> QuerySet[Entry]:
    """The rows of the person, or of the team with those that lie below it in the period."""
    if target.person_id:
        return rows.filter(person=target.person_id)
    below = TeamPath.objects.within(period).filter(ancestor=target.team_id)
    return rows.filter(team__in=below.values("descendant"))
