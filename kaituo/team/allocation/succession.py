"""What follows when somebody leaves: a hand-over is prepared for whoever leads her, and orders confirmed afterwards are credited as it says."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import Membership, Team, TeamPath, User
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.belongings import BELONGINGS
from kaituo.foundation.ui.formats import day as spoken_day
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order
from kaituo.team.people.models import Staff

from .choices import HandOverReason, HandOverStatus
from .dividing import divide
from .models import HandOver, HandOverReceiver, HandOverRow
from .moving import misfits, stays_under_her_lead, working_there

LEAVES = kind(
    "allocation.leaves",
    _("Hand-overs to arrange"),
    _("%(person)s has no access from %(day)s on and answers for %(count)s records: hand them over"),
    "user-share",
)
ENDS = kind(
    "allocation.access_ended",
    _("Hand-overs that are late"),
    _("%(person)s has no access since today, and nothing is handed over yet"),
    "alert-triangle",
)


MOVES = kind(
    "allocation.moves",
    _("Hand-overs of whoever moves"),
    _("%(person)s moves to %(team)s on %(day)s; %(count)s records no longer fit: hand them over"),
    "user-share",
)


def prepare_for(staff: Staff, left_on: date) -> HandOver | None:
    """A draft for whoever leads the person; None where she answers for nothing. A draft that waits already is kept, with the new day."""
    waiting = HandOver.objects.filter(person=staff.user, status=HandOverStatus.DRAFT, archived_at=None).first()
    if waiting is not None:
        return records.change(waiting, {"access_ends_on": left_on}, by=User.objects.system())
    if not any(each.rows(staff.user).exists() for each in BELONGINGS.values() if each.is_passed_on):
        return None
    leader = leader_of(staff, left_on)
    row = _draft(staff.user, leader, reason=HandOverReason.LEAVES, access_ends_on=left_on)
    count = divide(row)
    if leader is not None:
        tell([leader], LEAVES, row, by=User.objects.system(), person=str(staff.user), day=spoken_day(left_on), count=count)
    return row


def prepare_move(staff: Staff, team: Team, on: date) -> HandOver | None:
    """A draft of what no longer fits, for whoever led her until then; None where everything fits. A draft that waits already is divided anew."""
    day_before = on - timedelta(days=1)
    if stays_under_her_lead(staff.user, team.pk, day_before) or not misfits(staff.user, on):
        return None
    row = HandOver.objects.filter(person=staff.user, status=HandOverStatus.DRAFT, archived_at=None).first()
    if row is not None and row.moves_on is None:
        return row
    leader = _lead_above(staff.user, min(day_before, clock.today())) or leader_of(staff, on)
    row = row or _draft(staff.user, leader, reason=HandOverReason.MOVES, moves_on=on)
    row.moves_on = on
    row.save(update_fields=["moves_on"])
    _propose_by_place(row)
    count = divide(row)
    words = {"person": str(staff.user), "team": str(team), "day": spoken_day(on), "count": count}
    tell([leader] if leader else [], MOVES, row, by=User.objects.system(), **words)
    return row


def _propose_by_place(row: HandOver) -> None:
    """Whoever works where the customers lie that no longer fit, beside whoever led the person."""
    there = working_there(misfits(row.person, row.moves_on), row.moves_on)
    known = {row.person_id, *row.receivers.active().values_list("person", flat=True)}
    nearest = dict.fromkeys(next((person for person in people if person != row.person_id), None) for people in there.values())
    for person in User.objects.filter(pk__in=[person for person in nearest if person and person not in known]).order_by("pk"):
        records.create(HandOverReceiver(handover=row, person=person), by=User.objects.system())


def _draft(person: User, leader: User | None, **values: Any) -> HandOver:
    """With whoever leads her as the first receiver."""
    row = HandOver(person=person, prepared_by=leader, **values)
    records.create(row, by=User.objects.system())
    if leader is not None and leader != person:
        records.create(HandOverReceiver(handover=row, person=leader), by=User.objects.system())
    return row


def leader_of(staff: Staff, left_on: date) -> User | None:
    """Her superior; else the nearest lead of her team on her last day; else whoever may hand over everything."""
    above = staff.reports_to.user if staff.reports_to_id else None
    if above is not None and above.may_sign_in:
        return above
    return _lead_above(staff.user, min(left_on, clock.today())) or people_over_all(HandOver, "create").exclude(pk=staff.user_id).first()


def _lead_above(person: User, day: date) -> User | None:
    team = Membership.objects.filter(user=person, starts_on__lte=day).order_by("-starts_on").values_list("team_id", flat=True)[:1]
    paths = TeamPath.objects.on(day).filter(descendant__in=list(team)).order_by("depth")
    for team_id in paths.values_list("ancestor_id", flat=True):
        lead = Membership.objects.on(clock.today()).filter(team=team_id, is_lead=True, user__is_active=True).exclude(user=person).first()
        if lead is not None:
            return lead.user
    return None


def credit_confirmed(ids: Iterable[int]) -> None:
    """Orders of handed-over customers, confirmed by the receiver while the credit rule holds, and whose credit nobody shared by hand."""
    found = Order.objects.filter(pk__in=ids, credits=None, credited_to=None).select_related("owner")
    for order in found:
        row = _handed_over(order)
        if row is None:
            continue
        former = row.handover.share_of_former()
        shares = {row.handover.person: former, order.owner: Decimal(1) - former}
        orders.share_credit(order, by=User.objects.system(), shares={person: share for person, share in shares.items() if share})


def _handed_over(order: Order) -> HandOverRow | None:
    rows = HandOverRow.objects.filter(model="customers.Account", record_id=order.account_id, is_done=True, receiver=order.owner)
    row = rows.select_related("handover__person").order_by("-pk").first()
    if row is None or not row.handover.still_credits(order.booked_on) or not row.handover.share_of_former():
        return None
    return row


def remind_of_late() -> int:
    """On the day access ends, of what is still not handed over. Returns how many were told."""
    late = HandOver.objects.filter(status=HandOverStatus.DRAFT, archived_at=None, access_ends_on=clock.today()).select_related(
        "person", "prepared_by"
    )
    told = [(row.prepared_by, ENDS, row, {"person": str(row.person)}) for row in late if row.prepared_by]
    tell_many(told, by=User.objects.system())
    return len(told)
