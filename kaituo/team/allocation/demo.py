"""The demo company's pools: set up two months ago, with claims, drops and an appeal since."""

from datetime import timedelta

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment
from kaituo.sales.customers.demo import PLACES
from kaituo.sales.customers.models import Account
from kaituo.sales.duties.models import AccountDuty, DutyRole
from kaituo.sales.leads.models import Lead
from kaituo.team.people.choices import StrengthKind

from . import actions
from .allotting import allot
from .choices import CreditRule, Extension, HandOverReason, RecycleKind, Subject
from .models import (
    Appeal,
    AssignmentNeed,
    AssignmentRule,
    AssignmentSeat,
    DefaultAssignee,
    HandOver,
    HandOverReceiver,
    HoldingCap,
    Leave,
    Ownership,
    Pool,
    PoolMember,
    RecycleRule,
    Tenure,
)
from .recycling import spend_night, take_rules

SET_UP, NIGHTS = 60, (22, 9, 0)
"""Days before today: when the pools were set up, and nights that are lived through."""
POOLS = [
    ("华东公海", "east", "李静", 10, {"daily_cap": 5, "protection_days": 90}),
    ("华南公海", "south", "黄志明", 20, {"daily_cap": 5, "protection_days": 90}),
    ("华北公海", "north", "赵海峰", 30, {"daily_cap": 3, "protection_days": 60}),
    ("西南公海", "southwest", "罗雪梅", 40, {"daily_cap": 3, "protection_days": 60}),
]
SHOWN = ["phone", "contact", "former_owner"]
RULES = [(RecycleKind.FOLLOW_UP, 30, ""), (RecycleKind.FOLLOW_UP, 45, "a"), (RecycleKind.PROTECTION, 0, "")]
REMARKS = [
    "电话沟通，对方正在比价",
    "拜访设备主管，确认现场节拍",
    "已发样机视频，约下周回访",
    "客户预算年底下达，保持联系",
    "微信跟进，等技术评审结果",
]
FOLLOWED = 78
"""Of a hundred customers that are held, so many were followed up of late."""
REASON = "预算冻结，暂无采购计划"
APPEALED = "上周刚与采购经理当面沟通，记录补晚了，请退回。"


RULE_SEATS = {
    "江浙沪": ("east", ["上海", "江苏", "浙江"], "least"),
    "华南": ("south", ["广东", "福建"], "in_turn"),
    "北方": ("north", [], "weighted"),
}


NEEDS = {"江浙沪": [(StrengthKind.INDUSTRY, False), (StrengthKind.LANGUAGE, False)], "华南": [(StrengthKind.PRODUCT, False)]}
"""Strengths that a rule prefers, by what the lead itself says."""


def make(world: World) -> None:
    with world.on(world.today - timedelta(days=SET_UP)):
        pools = [_pool(world, *each) for each in POOLS]
        records.create(HoldingCap(most=120, note="全员上限"), by=world.system)
        records.create(HoldingCap(most=40, team=world.things["teams"]["ruixing"], note="外包人员上限"), by=world.system)
        spend_night()
    _rules(world)
    _hand_over(world)
    _follow_up(world)
    for ago in NIGHTS[:-1]:
        with world.on(world.today - timedelta(days=ago)):
            spend_night()
        _claim(world, pools, ago - 1)
    with world.on(world.today):
        spend_night()
    _appeal(world)


def _pool(world: World, name: str, team: str, admin: str, priority: int, values: dict) -> Pool:
    regions = sorted({region for region, _city in PLACES[team]})
    pool = Pool(name=name, priority=priority, regions=regions, visible_fields=SHOWN, extends_when=Extension.OPEN_DEAL, **values)
    records.create(pool, by=world.system)
    seats = [PoolMember(pool=pool, team=world.things["teams"][team]), PoolMember(pool=pool, user=User.objects.get(name=admin), is_admin=True)]
    for row in (*seats, *(RecycleRule(pool=pool, kind=kind, days=days, account_class=grade) for kind, days, grade in RULES)):
        records.create(row, by=world.system)
    take_rules(only_new=True)
    return pool


def _rules(world: World) -> None:
    """Leads that came in without a rep are given out from now on; one of the reps is away."""
    reps = [person for person in world.people["rep"] if world.is_here(person.pk, world.today)]
    with world.on(world.today - timedelta(days=SET_UP)):
        for subject in Subject:
            records.create(DefaultAssignee(subject=subject, person=world.people["back_office"][0]), by=world.system)
        for number, (name, (team, regions, mode)) in enumerate(RULE_SEATS.items()):
            rule = records.create(AssignmentRule(name=name, position=10 * number, regions=regions, mode=mode), by=world.system)
            for kind, is_required in NEEDS.get(name, ()):
                records.create(AssignmentNeed(rule=rule, kind=kind, is_required=is_required), by=world.system)
            for person in [each for each in reps if each.memberships.filter(team__code=team).exists()][:4]:
                records.create(AssignmentSeat(rule=rule, person=person, weight=world.rng.randint(1, 3), backlog_cap=15), by=world.system)
    with world.on(world.today - timedelta(days=2)):
        records.create(
            Leave(person=reps[1], starts_on=world.today - timedelta(days=1), ends_on=world.today + timedelta(days=6), reason="年假"), by=world.system
        )
        allot(Lead.objects.open().filter(owner=None).select_related("product").order_by("pk"))


def _hand_over(world: World) -> None:
    """A rep changes to another team: colleagues get her customers by weight and what she helped with; for a quarter both earn."""
    manager, mover = User.objects.get(name="罗雪梅"), User.objects.get(name="傅刚")
    receivers = [User.objects.get(name=name) for name in ("袁野", "许晴")]
    with world.on(world.today - timedelta(days=50)):
        helped = Account.objects.active().filter(owner=User.objects.get(name="郭俊杰")).order_by("pk").first()
        records.create(
            AccountDuty(account=helped, role=DutyRole.objects.active().last(), person=mover, starts_on=world.today - timedelta(days=50)),
            by=world.system,
        )
    with world.on(world.today - timedelta(days=12)):
        row = HandOver(
            person=mover,
            reason=HandOverReason.MOVES,
            credit_rule=CreditRule.SHARED,
            note="转岗至培训部，客户按区域交接，关键客户由双方共同拜访一次。",
        )
        records.create(row, by=manager)
        for number, person in enumerate(receivers):
            records.create(HandOverReceiver(handover=row, person=person, weight=2 - number), by=manager)
        actions.plan(row, by=manager)
        actions.carry_out(row, by=manager)


def _follow_up(world: World) -> None:
    for row in Ownership.objects.held().select_related("account", "owner").order_by("pk"):
        if world.chance(FOLLOWED) and world.is_here(row.owner_id, world.today) and may(row.owner, "comment", row.account):
            with world.on(world.today - timedelta(days=world.rng.randint(1, 27))):
                comment(row.account, by=row.owner, text=world.rng.choice(REMARKS))


def _claim(world: World, pools: list[Pool], ago: int) -> None:
    """The keen ones take a few, the others one now and then; one in four comes back."""
    for pool in pools:
        people = [
            seller
            for seller in world.sellers
            if world.is_here(seller.pk, world.today) and PoolMember.objects.of(seller, world.today).filter(pool=pool)
        ]
        for row in Ownership.objects.pooled().filter(pool=pool).order_by("pk")[:6]:
            with world.on(world.today - timedelta(days=ago)):
                person = world.rng.choice(people[:3] if world.chance(70) else people)
                if not Tenure.objects.filter(account=row.account, person=person).exists():
                    actions.claim(row, by=person)
            if row.owner_id and world.chance(60):
                with world.on(world.today - timedelta(days=max(ago - 3, 0))):
                    comment(row.account, by=row.owner, text=world.rng.choice(REMARKS))
            elif row.owner_id and world.chance(40):
                with world.on(world.today - timedelta(days=max(ago - 5, 0))):
                    actions.release(row, by=row.owner, reason=REASON)


def _appeal(world: World) -> None:
    lost = [
        each
        for each in Tenure.objects.filter(ended="recycled").select_related("pool", "person", "account").order_by("-ended_on", "pk")
        if each.is_appealable
    ]
    for number, tenure in enumerate(lost[:2]):
        with world.on(world.today):
            actions.appeal(tenure, by=tenure.person, reason=APPEALED)
            if number:
                actions.refuse(Appeal.objects.get(tenure=tenure), by=world.people["director"][0], answer="系统中 30 天内无跟进记录，按规则回收。")
