"""By which names the territories of customers go: for reports and commissions, which know no more of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kaituo.foundation.identity.models import Territory

from .models import Coverage
from .queries import territories_above

BATCH = 500
Place = tuple[int, date]
"""A customer on a day."""


def names_of(places: Iterable[Place]) -> dict[Place, list[str]]:
    """{customer and day: name and code of every territory it lay in that day and of those above them, the nearest first}."""
    wanted = set(places)
    spans = _spans({account for account, _day in wanted})
    names = {pk: (name, code) for pk, name, code in Territory.objects.values_list("pk", "name", "code")} if spans else {}
    above = territories_above() if spans else {}
    found = {}
    for account, day in wanted:
        own = [territory for territory, first, after in spans.get(account, ()) if first <= day and (after is None or day < after)]
        line = [ancestor for territory in own for ancestor, first, after in above.get(territory, ()) if first <= day < after]
        found[account, day] = list(dict.fromkeys(said for territory in line for said in names[territory]))
    return found


def _spans(accounts: set[int]) -> dict[int, list[tuple[int, date, date | None]]]:
    found = defaultdict(list)
    listed = sorted(accounts)
    for start in range(0, len(listed), BATCH):
        rows = Coverage.objects.filter(account__in=listed[start : start + BATCH]).order_by("territory__code")
        for account, *span in rows.values_list("account_id", "territory_id", "starts_on", "ends_on"):
            found[account].append(tuple(span))
    return dict(found)
