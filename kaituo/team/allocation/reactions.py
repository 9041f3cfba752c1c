"""What allocation does when something happens to a customer: the clock follows its owner, follow-ups are counted, drops are reckoned anew."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.facts import RECORD_ARCHIVED, RECORD_CHANGED, RECORD_CREATED, RECORD_RESTORED
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.sales.customers import follow_ups
from kaituo.sales.customers.models import Account
from kaituo.sales.duplicates.kinds import ACCOUNT
from kaituo.sales.leads.events import LEAD_CAPTURED
from kaituo.sales.leads.models import Lead
from kaituo.sales.orders.events import ORDER_CONFIRMED
from kaituo.sales.orders.models import Order
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.segments.choices import LevelRule
from kaituo.sales.segments.models import ServicePolicy
from kaituo.sales.segments.policies import is_enough, levels_asked
from kaituo.team.people.events import STAFF_LEFT, STAFF_MOVED
from kaituo.team.people.models import Staff

from .actions.handover import refuse_out_of_reach
from .allotting import allot
from .choices import Subject
from .direct import pool_in_force
from .events import APPEAL_GRANTED, APPEAL_REFUSED
from .keeping import settle, take_stock
from .levels import levels_of
from .models import Appeal, AssignmentRule, DefaultAssignee, HandOver, Ownership, Pool, Tenure
from .recycling import take_rules
from .standing import WRITTEN, reckon, reckon_accounts, save
from .succession import credit_confirmed, prepare_for, prepare_move

MOVING = {RECORD_CREATED.name, RECORD_ARCHIVED.name, RECORD_RESTORED.name}
DECIDED = kind(
    "allocation.appeal_decided",
    gettext_lazy("Decisions on your appeals"),
    gettext_lazy("%(actor)s decided your appeal about %(subject)s: %(status)s"),
    "gavel",
)
TOO_LOW = kind(
    "allocation.level",
    gettext_lazy("Customers above a rep's level"),
    gettext_lazy("%(person)s looks after %(subject)s now, whose class asks for: %(asked)s"),
    "alert-triangle",
)
TOO_LOW_MANY = kind(
    "allocation.levels",
    gettext_lazy("Many customers above their reps' level at once"),
    gettext_lazy("%(count)s customers went to reps below the level that their class asks for, among them %(subject)s"),
    "alert-triangle",
)
ASKED = kind(
    "allocation.appeal_asked", gettext_lazy("Appeals to decide"), gettext_lazy("%(person)s appeals against losing %(subject)s"), "message-report"
)


@during(subject="customers.Account")
def keep_the_clock(events: list[Event]) -> None:
    """Every path on which an owner changes ends here. Nothing is kept as long as there is no pool."""
    moved = [event for event in events if event.name in MOVING or "owner" in event.changes]
    graded = [event.subject_id for event in events if "account_class" in event.changes and event.name not in MOVING]
    if (moved or graded) and Pool.objects.on().exists():
        settle(moved)
        reckon_accounts(graded)


@during(subject="customers.Account")
def mind_the_level(events: list[Event]) -> None:
    """Whoever is made responsible, by whatever way, is of the level that the policy of the class asks for; else refused, or whoever leads her is told."""
    given = {event.subject_id: event for event in events if event.name == RECORD_CREATED.name or event.changes.get("owner", [None, None])[1]}
    policies = levels_asked() if given else {}
    if not policies:
        return
    rows = Account.objects.active().filter(pk__in=given, owner__isnull=False, account_class__in=policies).select_related("owner")
    levels = levels_of({row.owner_id for row in rows})
    low = [row for row in rows if not is_enough(levels[row.owner_id], policies[row.account_class].owner_level)]
    for row in low:
        _refuse_too_low(row, policies[row.account_class], given[row.pk].actor)
    if low:
        _warn_of(low, policies, given[low[0].pk].actor)


def _refuse_too_low(row: Account, policy: ServicePolicy, by: User) -> None:
    if policy.level_rule == LevelRule.REFUSE and not by.is_system:
        words = {"asked": policy.get_owner_level_display(), "person": str(row.owner), "customer": row}
        raise Refused(_("%(customer)s: customers of its class are looked after by: %(asked)s. %(person)s is not.") % words)


def _warn_of(rows: list[Account], policies: dict[str, ServicePolicy], by: User) -> None:
    """One notice a lead, however many customers they are."""
    above = leaders_of({row.owner for row in rows}, clock.today())
    found: dict[User, list[Account]] = defaultdict(list)
    for row in rows:
        for lead in above.get(row.owner_id, ()):
            found[lead].append(row)
    for lead, hers in found.items():
        first = hers[0]
        if len(hers) > 1:
            tell([lead], TOO_LOW_MANY, first, by=by, count=len(hers))
        else:
            tell([lead], TOO_LOW, first, by=by, person=str(first.owner), asked=policies[first.account_class].get_owner_level_display())


@during(RECORD_CREATED, LEAD_CAPTURED, subject="leads.Lead")
def give_out_leads(events: list[Event]) -> None:
    if DefaultAssignee.objects.filter(archived_at=None, subject=Subject.LEAD).exists():
        ids = [event.subject_id for event in events]
        allot(Lead.objects.open().filter(pk__in=ids, owner=None).select_related("product").order_by("pk"))


@during(RECORD_CREATED, subject="customers.Account")
def give_out_customers(events: list[Event]) -> None:
    """Before anybody claims them from the pool."""
    if pool_in_force() is not None or all(event.row is not None and event.row.owner_id for event in events):
        return
    if AssignmentRule.objects.filter(archived_at=None, is_on=True, subject=Subject.ACCOUNT).exists():
        allot(Account.objects.unowned().filter(pk__in=[event.subject_id for event in events]).order_by("pk"))


@during()
def count_follow_ups(events: list[Event]) -> None:
    """By whoever holds the customer, or acts for her; of the kinds that the pool counts."""
    found: dict[int, list[tuple[str, Event]]] = defaultdict(list)
    for each in follow_ups.KINDS.values():
        heard = [event for event in events if each.hears(event)]
        by_key = {event.pk: event for event in heard}
        for pk, account in each.accounts(heard).items() if heard else ():
            found[account].append((each.name, by_key[pk]))
    if found:
        _follow(found)


def _follow(found: dict[int, list[tuple[str, Event]]]) -> None:
    rows = Ownership.objects.held().select_for_update(of=("self",)).filter(account__in=found).select_related("account", "pool").order_by("pk")
    counted = {row.account_id: count for row in rows if (count := _count(row, found[row.account_id]))}
    followed = [row for row in rows if row.account_id in counted]
    if not followed:
        return
    day = clock.today()
    for row in followed:
        row.followed_up_on = day
    reckon(followed)
    save(followed, WRITTEN)
    _note(counted)


def _count(row: Ownership, heard: list[tuple[str, Event]]) -> int:
    return sum(1 for name, event in heard if row.owner_id in (event.actor_id, event.acting_for_id) and (row.pool is None or row.pool.counts(name)))


def _note(counted: dict[int, int]) -> None:
    tenures = list(Tenure.objects.running().filter(account__in=counted).order_by("pk"))
    for tenure in tenures:
        tenure.followed_up_count += counted[tenure.account_id]
        tenure.first_follow_up_on = tenure.first_follow_up_on or clock.today()
    Tenure.objects.bulk_update(tenures, ["followed_up_count", "first_follow_up_on"], batch_size=1000)


@during(subject="pipeline.Opportunity")
def deals_changed(events: list[Event]) -> None:
    reckon_accounts(Opportunity.objects.filter(pk__in=[event.subject_id for event in events]).values_list("account_id", flat=True))


@during(subject="orders.Order")
def orders_changed(events: list[Event]) -> None:
    reckon_accounts(Order.objects.filter(pk__in=[event.subject_id for event in events]).values_list("account_id", flat=True))


@during(STAFF_LEFT)
def prepare_hand_overs(events: list[Event]) -> None:
    for staff in Staff.objects.filter(pk__in=[event.subject_id for event in events], user__isnull=False).select_related("user", "reports_to__user"):
        prepare_for(staff, staff.left_on)


@during(STAFF_MOVED)
def prepare_moves(events: list[Event]) -> None:
    """For whoever led her; the membership of the day before is still on record."""
    staff = Staff.objects.select_related("user", "reports_to__user").in_bulk([event.subject_id for event in events])
    teams = Team.objects.in_bulk([event.inputs["team"] for event in events])
    for event in events:
        if staff[event.subject_id].user_id:
            prepare_move(staff[event.subject_id], teams[event.inputs["team"]], date.fromisoformat(event.inputs["on"]))


@during(ORDER_CONFIRMED)
def credit_as_handed_over(events: list[Event]) -> None:
    credit_confirmed([event.subject_id for event in events])


@during(RECORD_CREATED, subject="allocation.HandOver")
def refuse_hand_over_of_strangers(events: list[Event]) -> None:
    for event in events:
        if not event.actor.is_system:
            refuse_out_of_reach(HandOver.objects.get(pk=event.subject_id), event.actor)


@after(RECORD_CREATED, RECORD_CHANGED, subject="allocation.Pool")
def fill_new_pools(events: list[Event]) -> None:
    """A new pool has no rules of yesterday, so its own hold at once; customers that nobody holds go into it."""
    if any("is_on" in event.changes or event.name == RECORD_CREATED.name for event in events):
        take_rules(only_new=True)
        take_stock()


@during(APPEAL_GRANTED, APPEAL_REFUSED)
def tell_the_appellant(events: list[Event]) -> None:
    for event in events:
        row = Appeal.objects.select_related("person", "account").get(pk=event.subject_id)
        tell([row.person], DECIDED, row, by=event.actor, status=row.get_status_display())


@during(RECORD_CREATED, subject="allocation.Appeal")
def tell_the_admins(events: list[Event]) -> None:
    for row in Appeal.objects.select_related("person", "account").filter(pk__in=[event.subject_id for event in events]):
        admins = User.objects.people().filter(pool_memberships__pool=row.pool_id, pool_memberships__is_admin=True, pool_memberships__archived_at=None)
        tell(admins, ASKED, row, by=row.person, person=str(row.person))


def protections_of(accounts: Iterable[int]) -> dict[int, date | None]:
    """Until when whoever asks for customers that she may not see is told that they are another's."""
    return dict(Ownership.objects.held().filter(account__in=list(accounts)).values_list("account_id", "protected_until"))


ACCOUNT.protected_until.append(protections_of)
