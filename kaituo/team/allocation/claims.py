"""Whether a person may claim these customers now: the checks, in their order. The first that fails refuses everything; a refused claim costs nothing."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.orders.models import Order
from kaituo.sales.pipeline.models import Opportunity

from .choices import AppealStatus, Began, Ended
from .models import Appeal, HoldingCap, Ownership, Pool, PoolMember, Tenure


def refuse_claim(rows: list[Ownership], by: User) -> None:
    """The rows are held until the transaction ends; so is the person from here on, for two claims of hers at once would both see the count before."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    day = clock.today()
    pools = {row.pool_id: row.pool for row in rows}
    for pool in pools.values():
        _refuse_strangers(pool, by, day)
    _refuse_over_holding_cap(len(rows), by, day)
    for pk, pool in pools.items():
        _refuse_over_daily_cap(pool, sum(row.pool_id == pk for row in rows), by, day)
    _refuse_cooling(rows, by, day)
    _refuse_taken(rows)
    _refuse_under_appeal(rows)


def _refuse_strangers(pool: Pool | None, by: User, day: date) -> None:
    is_open = pool is not None and pool.is_on and pool.is_active
    if not is_open or not PoolMember.objects.of(by, day).filter(pool=pool).exists():
        raise Refused(_("You are not a member of this pool, or it is not in use."))


def binding_cap(person: User, day: date) -> HoldingCap | None:
    """The smallest of the caps that bind the person."""
    return HoldingCap.objects.of(person, day).order_by("most", "counts_won").first()


def held_count(person: User, *, counts_won: bool) -> int:
    held = Ownership.objects.held().filter(owner=person)
    if not counts_won:
        won = Opportunity.objects.won().filter(account=OuterRef("account"))
        bought = Order.objects.booked().filter(account=OuterRef("account"))
        held = held.filter(~Exists(won), ~Exists(bought))
    return held.count()


def _refuse_over_holding_cap(count: int, by: User, day: date) -> None:
    for cap in HoldingCap.objects.of(by, day).order_by("most"):
        held = held_count(by, counts_won=cap.counts_won)
        if held + count > cap.most:
            words = {"most": cap.most, "held": held, "count": count}
            raise Refused(_("You may hold %(most)s customers. You hold %(held)s and asked for %(count)s more.") % words)


def claimed_on(day: date, pool: Pool, person: User) -> int:
    return Tenure.objects.filter(person=person, pool=pool, began=Began.CLAIMED, began_on=day).count()


def _refuse_over_daily_cap(pool: Pool, count: int, by: User, day: date) -> None:
    cap = pool.daily_cap
    if cap is None:
        return
    if count > cap:
        words = {"cap": cap, "pool": pool, "count": count}
        raise Refused(_("%(count)s at once are more than the %(cap)s that may be claimed from %(pool)s in a day.") % words)
    done = claimed_on(day, pool, by)
    if done + count > cap:
        words = {"cap": cap, "pool": pool, "done": done, "left": max(cap - done, 0)}
        raise Refused(_("You claimed %(done)s of %(cap)s from %(pool)s today; %(left)s are left until midnight.") % words)


def _refuse_cooling(rows: list[Ownership], by: User, day: date) -> None:
    lost = Tenure.objects.filter(person=by, account__in=[row.account_id for row in rows], ended__in=[Ended.RECYCLED, Ended.RELEASED])
    last = {tenure.account_id: tenure.ended_on for tenure in lost.order_by("ended_on")}
    for row in rows:
        free_on = last[row.account_id] + timedelta(days=row.pool.cooling_days + 1) if row.account_id in last and row.pool.cooling_days else None
        if free_on and day < free_on:
            left = (free_on - day).days
            raise Refused(cooling_sentence(row, left))


def cooling_sentence(row: Ownership, left: int) -> str:
    said = ngettext(
        "You held %(customer)s before and may claim it again in %(num)s day.",
        "You held %(customer)s before and may claim it again in %(num)s days.",
        left,
    )
    return said % {"customer": row, "num": left}


def _refuse_taken(rows: list[Ownership]) -> None:
    taken = [row for row in rows if not row.is_pooled]
    if taken:
        names = "、".join(str(row) for row in taken[:3])
        raise Refused(_("Somebody else was faster: %(names)s. Nothing was claimed.") % {"names": names})


def _refuse_under_appeal(rows: list[Ownership]) -> None:
    asked = Appeal.objects.filter(status=AppealStatus.OPEN, account__in=[row.account_id for row in rows]).select_related("account").first()
    if asked is not None:
        raise Refused(_("An appeal about %(customer)s is waiting for its decision.") % {"customer": asked.account})
