"""When somebody is away, for what goals expect of her days."""

from datetime import date

from kaituo.foundation.kernel.period import Period
from kaituo.team.allocation.models import Leave


def away_of(person: int, start: date, end: date) -> list[Period]:
    rows = Leave.objects.active().filter(person=person, starts_on__lt=end).exclude(ends_on__lte=start)
    spans = [(max(first, start), min(last or end, end)) for first, last in rows.values_list("starts_on", "ends_on")]
    return [Period(first, last) for first, last in spans if last > first]
