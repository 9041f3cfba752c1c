"""The verbs of allocation: claiming, assigning, giving back, locking, extending a protection, and the appeal against a loss."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kaituo.foundation.identity import access
from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state_many
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action
from kaituo.sales.customers.models import Account
from kaituo.sales.customers.ownership import give
from kaituo.sales.pipeline.models import Opportunity

from .. import events
from ..choices import AppealStatus, Extension, Mode
from ..claims import refuse_claim
from ..forms import AnswerForm, AppealForm, AssignForm, MoveForm, ReasonForm
from ..models import Appeal, Ownership, Pool, Tenure
from ..pools import people_of
from ..rounds import shared_out
from ..standing import reckon

RECENT_DAYS = 7


@action(label=gettext_lazy("Claim"), says=events.CLAIMED, when="is_claimable", icon="hand-grab")
def claim(ownership: Ownership, *, by: User) -> None:
    """Make it one's own, if all checks pass. Of two people who claim it at once one gets it."""
    _claim([ownership], by)
    ownership.refresh_from_db()


@transaction.atomic
def claim_many(keys: list[int], *, by: User) -> list[Ownership]:
    """All of them or none. Raises Refused with the check that failed."""
    rows = _held_together(keys)
    if any(not row.is_pooled for row in rows) or len(rows) < len(set(keys)):
        raise Refused(_("Some of these customers are no longer in the pool. Nothing was claimed."))
    _demand_all(rows, "claim", by)
    _claim(rows, by)
    ring(state_many(events.CLAIMED, rows, by=by))
    return rows


def _claim(rows: list[Ownership], by: User) -> None:
    refuse_claim(rows, by)
    pools = {row.account_id: str(row.pool) for row in rows}
    give(pools, by, by=by, says=events.ACCOUNT_CLAIMED, inputs=lambda account: {"pool": pools[account.pk]})


@action(label=gettext_lazy("Assign"), says=events.ASSIGNED, form=AssignForm, when="is_claimable", icon="user-plus")
def assign(ownership: Ownership, *, by: User, to: User) -> None:
    """An admin of the pool gives it to a member; caps on claims do not bind this."""
    _assign([(ownership, to)], by)
    ownership.refresh_from_db()


@transaction.atomic
def assign_many(keys: list[int], *, by: User, mode: str, people: list[User]) -> list[tuple[Ownership, User]]:
    """All of them, shared out among the people as `mode` says. A round is kept for each pool."""
    rows = [row for row in _held_together(keys) if row.is_pooled]
    _demand_all(rows, "assign", by)
    given = [pair for pool in {row.pool_id: row.pool for row in rows}.values() for pair in _shared(pool, rows, mode, people)]
    _assign(given, by)
    ring(state_many(events.ASSIGNED, rows, by=by))
    return given


def _shared(pool: Pool, rows: list[Ownership], mode: str, people: list[User]) -> list[tuple[Ownership, User]]:
    mine = [row for row in rows if row.pool_id == pool.pk]
    if mode == Mode.BY_HAND:
        return [(row, people[0]) for row in mine]
    Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
    seats, by_key = people_of(pool, clock.today()), {person.pk: person for person in people}
    weights = {person.pk: seats[person.pk].weight for person in people if person.pk in seats}
    if not weights:
        raise Refused(_("None of these people is a member of %(pool)s.") % {"pool": pool}, field="people")
    return [(row, by_key[pk]) for row, pk in zip(mine, shared_out(f"pool:{pool.pk}", weights, mode, len(mine)), strict=True)]


def _assign(given: list[tuple[Ownership, User]], by: User) -> None:
    for person in {person.pk: person for _row, person in given}.values():
        words = {row.account_id: {"pool": str(row.pool), "person": str(person)} for row, to in given if to.pk == person.pk}
        give(words, person, by=by, says=events.ACCOUNT_ASSIGNED, inputs=lambda account, words=words: words[account.pk])


@action(label=gettext_lazy("Give back"), says=events.RELEASED, form=ReasonForm, when="is_held", icon="arrow-back-up", danger=True)
def release(ownership: Ownership, *, by: User, reason: str) -> None:
    """Into the pool it is held under, or the first that takes it."""
    give([ownership.account_id], None, by=by, says=events.ACCOUNT_RELEASED, inputs=lambda account: {"reason": reason})
    ownership.refresh_from_db()


@action(label=gettext_lazy("Move to another pool"), says=events.MOVED, form=MoveForm, when="is_claimable", icon="arrow-right")
def move(ownership: Ownership, *, by: User, pool: Pool) -> None:
    if pool.pk == ownership.pool_id:
        raise Refused(_("It lies in this pool already."), field="pool")
    ownership.pool, ownership.pooled_on = pool, clock.today()
    ownership.save(update_fields=["pool", "pooled_on"])


@action(label=gettext_lazy("Lock"), says=events.LOCKED, allow="lock", form=ReasonForm, when="may_be_locked", icon="lock")
def lock(ownership: Ownership, *, by: User, reason: str) -> None:
    """It does not drop, whatever the rules say, until the lock is taken off."""
    _set(ownership, is_locked=True)


@action(label=gettext_lazy("Unlock"), says=events.UNLOCKED, allow="lock", when="is_locked", icon="lock-open")
def unlock(ownership: Ownership, *, by: User) -> None:
    _set(ownership, is_locked=False)


@action(label=gettext_lazy("Extend protection"), says=events.PROTECTION_EXTENDED, when="may_be_extended", icon="clock-plus")
def extend_protection(ownership: Ownership, *, by: User) -> None:
    """By the days of the pool, if its condition is met, and never past the longest protection."""
    pool = ownership.pool
    if pool is None or ownership.protected_until is None or ownership.held_since_on is None:
        raise Refused(_("No protection runs for this customer."))
    _refuse_unless_met(pool.extends_when, ownership)
    latest = ownership.held_since_on + timedelta(days=pool.longest_protection)
    until = min(ownership.protected_until + timedelta(days=pool.extension_days), latest)
    if until <= ownership.protected_until:
        most = ngettext("%(num)s day", "%(num)s days", pool.longest_protection) % {"num": pool.longest_protection}
        raise Refused(_("The longest protection is reached: %(days)s since it was claimed.") % {"days": most})
    _set(ownership, protected_until=until)


def _refuse_unless_met(condition: str, ownership: Ownership) -> None:
    if condition == Extension.NEVER:
        raise Refused(_("This pool extends no protection."))
    if condition == Extension.OPEN_DEAL and not Opportunity.objects.open().filter(account=ownership.account_id).exists():
        raise Refused(_("Protection is extended only while there is an open deal."))
    followed = ownership.followed_up_on
    if condition == Extension.FOLLOW_UP and (followed is None or (clock.today() - followed).days > RECENT_DAYS):
        raise Refused(_("Protection is extended only after a follow-up in the last %(days)s days.") % {"days": RECENT_DAYS})


def _set(ownership: Ownership, **values: Any) -> None:
    for name, value in values.items():
        setattr(ownership, name, value)
    reckon([ownership])
    ownership.save()


@action(label=gettext_lazy("Appeal"), says=events.APPEALED, form=AppealForm, when="is_appealable", icon="message-report")
def appeal(tenure: Tenure, *, by: User, reason: str) -> None:
    """Ask the pool's admins to return it. As long as they have not decided nobody claims it."""
    if Account.objects.filter(pk=tenure.account_id).exclude(owner=None).exists():
        raise Refused(_("Somebody else holds %(customer)s by now.") % {"customer": tenure.account})
    row = Appeal(tenure=tenure, account=tenure.account, person=tenure.person, pool=tenure.pool, reason=reason)
    records.create(row, by=User.objects.system())
    _open_to_admins(row)


def _open_to_admins(row: Appeal) -> None:
    """Whoever runs the pool sees the appeal and may decide it, whatever her place in the teams."""
    admins = row.pool.members.active().filter(is_admin=True)
    shares = [
        Share(model=row._meta.label, record_id=row.pk, verb=verb, user_id=seat.user_id, team_id=seat.team_id, starts_on=clock.today())
        for seat in admins
        for verb in (access.VIEW, "grant", "refuse")
    ]
    Share.objects.bulk_create(shares)


@action(label=pgettext_lazy("appeal", "Grant"), says=events.APPEAL_GRANTED, when="is_open", icon="check")
def grant(appeal: Appeal, *, by: User) -> None:
    """The customer goes back to whoever lost it, as if claimed today."""
    _refuse_own(appeal, by)
    if Account.objects.filter(pk=appeal.account_id).exclude(owner=None).exists():
        raise Refused(_("Somebody else holds %(customer)s by now.") % {"customer": appeal.account})
    _decide(appeal, AppealStatus.GRANTED, by)
    words = {"person": str(appeal.person)}
    give([appeal.account_id], appeal.person, by=by, says=events.ACCOUNT_RETURNED, inputs=lambda account: words)


@action(label=pgettext_lazy("appeal", "Refuse"), says=events.APPEAL_REFUSED, form=AnswerForm, when="is_open", icon="x", danger=True)
def refuse(appeal: Appeal, *, by: User, answer: str) -> None:
    _refuse_own(appeal, by)
    _decide(appeal, AppealStatus.REFUSED, by, answer)


def _decide(appeal: Appeal, status: str, by: User, answer: str = "") -> None:
    appeal.status, appeal.answer, appeal.decided_by, appeal.decided_at = status, answer, by, clock.now()
    appeal.save(update_fields=["status", "answer", "decided_by", "decided_at"])


def _refuse_own(appeal: Appeal, by: User) -> None:
    if appeal.person_id == by.pk:
        raise Refused(_("Nobody decides her own appeal."))


def _held_together(keys: list[int]) -> list[Ownership]:
    """Customers before their ownerships, both in the order of keys: the order in which everybody takes hold of them."""
    accounts = Ownership.objects.filter(pk__in=keys).values("account_id")
    list(Account.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=accounts).order_by("pk").values_list("pk"))
    rows = Ownership.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("account", "pool")
    return list(rows.order_by("account_id"))


def _demand_all(rows: list[Ownership], verb: str, by: User) -> None:
    if access.visible(by, Ownership.objects.filter(pk__in=[row.pk for row in rows]), verb).count() < len(rows):
        raise PermissionDenied(_("You are not allowed to do that: %(verb)s") % {"verb": verb})
