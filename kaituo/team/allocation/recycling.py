"""What happens to held customers at night: changed rules take effect, days are reckoned anew, who must hear of a drop hears of it, and what is due drops."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.ui.formats import day as spoken_day
from kaituo.sales.customers.models import Account
from kaituo.sales.customers.ownership import give

from .events import ACCOUNT_RECYCLED, RULES_TAKEN
from .keeping import take_stock
from .models import Ownership, Pool
from .standing import BATCH, reckon, save

SOON = kind(
    "allocation.drops_soon",
    _("Customers about to drop into the pool"),
    _("%(count)s of your customers drop into the pool soon, the first, %(first)s, on %(day)s: %(reason)s"),
    "clock-exclamation",
    is_reminder=True,
)
DROPPED = kind(
    "allocation.dropped", _("Customers that dropped into the pool"), _("%(count)s of your customers dropped into the pool: %(names)s"), "recycle"
)
NAMED = 3


def spend_night() -> dict[str, int]:
    """The whole night's work. Running it twice does nothing more."""
    day = clock.today()
    take_rules()
    taken = take_stock()
    reckon_all()
    return {"taken": taken, "dropped": drop(day), "warned": warn(day)}


def take_rules(*, only_new: bool = False) -> None:
    """The rules as set up act from now on. `only_new`: in pools that had none so far."""
    system = User.objects.system()
    for pool in Pool.objects.on().filter(**({"rules_in_force": {}} if only_new else {})):
        policy = pool.policy_as_set()
        wanted = {
            "rules": [[rule.kind, rule.days, rule.account_class] for rule in policy.rules],
            "spares_won": policy.spares_won,
            "spares_open_deal": policy.spares_open_deal,
        }
        if wanted != pool.rules_in_force:
            records.change(pool, {"rules_in_force": wanted}, by=system, says=RULES_TAKEN)


def reckon_all() -> None:
    for rows in batches():
        with transaction.atomic():
            held = Ownership.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows])
            save(reckon(list(held.held().select_related("account", "pool").order_by("pk"))))


def batches(pool: Pool | None = None) -> Iterator[list[Ownership]]:
    """All held customers, or those held by the rules of one pool, some at a time."""
    held, last = Ownership.objects.held().select_related("account", "pool", "owner"), 0
    held = held.filter(pool=pool) if pool else held
    while rows := list(held.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def drop(day: date) -> int:
    """Everything that is due by the day goes into its pool; whoever held it is told. Returns how many."""
    system, count, last = User.objects.system(), 0, 0
    lost: dict[int, list[str]] = defaultdict(list)
    while keys := list(Ownership.objects.due_by(day).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows = _still_due(keys, day)
            words = {row.account_id: {"pool": str(row.pool.recycles_to or row.pool), "reason": row.reason} for row in rows}
            give(words, None, by=system, says=ACCOUNT_RECYCLED, inputs=lambda account, words=words: words[account.pk])
        for row in rows:
            lost[row.owner_id].append(str(row))
        count, last = count + len(rows), keys[-1]
    _tell_losers(lost, system)
    return count


def _still_due(keys: list[int], day: date) -> list[Ownership]:
    """Held before they are judged: a follow-up of this very moment counts."""
    accounts = Ownership.objects.filter(pk__in=keys).values("account_id")
    list(Account.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=accounts).order_by("pk").values_list("pk"))
    rows = Ownership.objects.due_by(day).select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("account", "pool", "pool__recycles_to").order_by("account_id"))


def warn(day: date) -> int:
    """Tell everybody once of what drops within the days of its pool's warning. Returns how many customers were spoken of."""
    system = User.objects.system()
    latest = day + timedelta(days=max(Pool.objects.on().values_list("warning_days", flat=True), default=0))
    near = (
        Ownership.objects.due_by(latest)
        .filter(warned_on=None, pool__isnull=False)
        .select_related("account", "pool", "owner")
        .order_by("recycle_on", "pk")
    )
    due = [row for row in near if row.pool.warning_days and row.recycle_on <= day + timedelta(days=row.pool.warning_days)]
    of_person: dict[int, list[Ownership]] = defaultdict(list)
    for row in due:
        of_person[row.owner_id].append(row)
        row.warned_on = day
    told = [(rows[0].owner, SOON, rows[0].account if len(rows) == 1 else None, _words(rows)) for rows in of_person.values()]
    tell_many(told, by=system)
    save(due, ["warned_on", "version", "updated_at"])
    return len(due)


def _words(rows: list[Ownership]) -> dict[str, str | int]:
    first = rows[0]
    return {"count": len(rows), "first": str(first), "day": spoken_day(first.recycle_on), "reason": first.reason}


def _tell_losers(lost: dict[int, list[str]], by: User) -> None:
    people = User.objects.in_bulk(list(lost))
    told = [(people[pk], DROPPED, None, {"count": len(names), "names": "、".join(names[:NAMED])}) for pk, names in lost.items()]
    tell_many(told, by=by)
