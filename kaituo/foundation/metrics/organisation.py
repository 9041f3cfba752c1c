"""Which team a person belonged to on a day, answered for thousands of rows from one reading of the memberships."""

from collections import defaultdict
from datetime import date

from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.identity.models import Membership


class TeamsOfPeople:
    """Of several memberships on a day the oldest counts: it is the home team."""

    def __init__(self) -> None:
        self.spans: dict[int, list[tuple[date, date, int]]] = defaultdict(list)
        rows = Membership.objects.order_by("starts_on", "pk").values_list("user_id", "team_id", "starts_on", "ends_on")
        for person, team, starts_on, ends_on in rows:
            self.spans[person].append((starts_on, ends_on or FAR_FUTURE, team))

    def on(self, person: int | None, day: date) -> int | None:
        return next((team for starts_on, ends_on, team in self.spans.get(person, ()) if starts_on <= day < ends_on), None)
