"""The demo company's calendars: the teams' Monday meetings, and what each seller has agreed with customers around today."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from .choices import Repeats
from .models import Appointment, Invitation

TITLES = ["技术交流", "商务谈判", "产品演示", "合同评审", "现场勘测", "验收会议", "季度回顾"]
PLACES = ["客户会议室", "线上会议", "样板工厂", "客户现场", ""]
AROUND = (-10, 14)
EACH = (2, 5)


def make(world: World) -> None:
    _team_meetings(world)
    owned: dict[int, list[Account]] = {}
    for account in Account.objects.filter(owner__in=world.sellers).order_by("pk"):
        owned.setdefault(account.owner_id, []).append(account)
    for seller in world.sellers:
        if world.is_here(seller.pk, world.today) and owned.get(seller.pk):
            _agreed(world, seller, owned[seller.pk])


def _team_meetings(world: World) -> None:
    """Every Monday at nine, with the people whom each manager leads."""
    monday = world.today - timedelta(days=world.today.weekday() + 28)
    for lead in Membership.objects.on(world.today).filter(is_lead=True, user__in=world.people["manager"]).select_related("user", "team"):
        team = Membership.objects.on(world.today).filter(team=lead.team_id).exclude(user=lead.user_id).select_related("user")
        with world.on(monday):
            meeting = _appointment(lead.user, f"{lead.team} 周例会", monday, time(9), 60, repeats=Repeats.WEEKLY, place="三楼会议室")
            records.create(meeting, by=lead.user)
            records.create_many([Invitation(appointment=meeting, person=member.user) for member in team], by=lead.user)


def _agreed(world: World, seller: User, accounts: list[Account]) -> None:
    for _number in range(world.rng.randint(*EACH)):
        day = world.today + timedelta(days=world.rng.randint(*AROUND))
        day -= timedelta(days=max(day.weekday() - 4, 0))
        account = world.rng.choice(accounts)
        hour = time(world.rng.choice([10, 11, 14, 15, 16]), world.rng.choice([0, 0, 30]))
        row = _appointment(
            seller, world.rng.choice(TITLES), day, hour, world.rng.choice([30, 60, 90]), account=account, place=world.rng.choice(PLACES)
        )
        with world.on(min(day - timedelta(days=5), world.today)):
            records.create(row, by=seller)


def _appointment(owner: User, title: str, day: date, hour: time, minutes: int, **more) -> Appointment:
    begins = timezone.make_aware(datetime.combine(day, hour))
    return Appointment(owner=owner, title=title, starts_at=begins, ends_at=begins + timedelta(minutes=minutes), **more)
