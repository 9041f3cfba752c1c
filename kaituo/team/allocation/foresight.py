"""What the coming nights would do, without doing it: by the rules in force, and by those set up since."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .engine.recycling import Policy, due
from .models import Ownership, Pool
from .models.ownership import reason_of
from .recycling import batches
from .standing import standings

AHEAD = 14
SHOWN = 200


@dataclass(frozen=True)
class Foreseen:
    """A customer that would drop; `is_new`: only by rules that act from tomorrow."""

    row: Ownership
    on: date
    reason: str
    is_new: bool


def foreseen(pool: Pool, until: str, user: User) -> dict[str, Any]:
    """The drops of one pool up to the day asked for, at most `SHOWN` of them by name, and how many on each day."""
    today = clock.today()
    last = _day(until) or today + timedelta(days=AHEAD)
    drops = sorted(_drops(pool, last, today), key=lambda each: (each.on, each.row.pk))
    named = set(visible(user, Ownership.objects.filter(pk__in=[each.row.pk for each in drops])).values_list("pk", flat=True))
    return {
        "until": last,
        "days": sorted(Counter(each.on for each in drops).items()),
        "count": len(drops),
        "drops": [each for each in drops if each.row.pk in named][:SHOWN],
        "is_changed": pool.policy_as_set() != pool.policy,
        "earlier": sum(each.is_new for each in drops),
        "next_night": today + timedelta(days=1),
    }


def _drops(pool: Pool, last: date, today: date) -> list[Foreseen]:
    found = []
    policy = pool.policy_as_set()
    for rows in batches(pool):
        known = standings(rows)
        found += [each for row in rows if (each := _foreseen(row, known[row.account_id], policy, today)) and each.on <= last]
    return found


def _foreseen(row: Ownership, standing: Any, policy: Policy, today: date) -> Foreseen | None:
    """Whatever is overdue by the rules as set up drops in the coming night."""
    drop = due(standing, policy)
    if drop is None:
        return None
    on = max(drop.on, today + timedelta(days=1))
    is_new = row.recycle_on is None or row.recycle_on > on
    return Foreseen(row, on, reason_of(drop.kind, drop.days, drop.counted_from), is_new)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
