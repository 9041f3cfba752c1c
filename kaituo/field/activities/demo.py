"""The demo company's days in the field: what sellers did with their customers in eighteen months, and what they promised to do next."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from . import actions
from .choices import Kind, Outcome
from .events import ACTIVITY_LOGGED
from .models import Activity, FollowUp, Phrase

SAID = {
    Kind.CALL: [
        "确认了报价范围，客户希望下周前拿到含税版本。",
        "询问安装进度，对方满意，提到明年还有二期。",
        "价格仍是顾虑，需要准备与竞品的对比。",
        "约好技术交流时间，对方设备部和质量部都会参加。",
        "催问回款，财务说本周五安排付款。",
    ],
    Kind.MESSAGE: ["微信发了样板工厂视频，客户已转给生产经理。", "发送更新后的技术参数表。", "节日问候，顺便确认验收日期。"],
    Kind.EMAIL: ["发出正式报价和实施计划。", "按客户要求补充了资质文件。"],
    Kind.MEETING: ["现场演示了视觉检测单元，客户提出三处改动。", "与采购总监面谈，框架协议基本谈妥。", "方案评审会，客户要求缩短交期两周。"],
    Kind.NOTE: ["客户组织架构调整，新采购负责人是李总。", "听说竞争对手也在跟进，报价低约 5%。"],
}
UNREACHED = ["电话无人接听。", "前台说对方在开会，稍后再打。"]
NEXT = ["发送更新报价", "确认技术方案", "约现场勘测", "跟进合同条款", "催回款", "邀请参观样板工厂", "回访使用情况"]
KINDS = [(Kind.CALL, 50), (Kind.MESSAGE, 22), (Kind.MEETING, 14), (Kind.EMAIL, 8), (Kind.NOTE, 6)]
OUTCOMES = [(Outcome.STEADY, 50), (Outcome.PROGRESS, 38), (Outcome.SETBACK, 12)]
PHRASES = [
    ("未接通", Kind.CALL, Outcome.NOT_REACHED, "电话未接通，稍后再联系。", 1),
    ("已发报价", Kind.EMAIL, Outcome.STEADY, "已发送报价，等待客户反馈。", 3),
    ("催回款", Kind.CALL, Outcome.STEADY, "提醒客户安排付款。", 7),
    ("约好拜访", Kind.CALL, Outcome.PROGRESS, "已约好上门拜访。", 3),
]
FORTNIGHT, WORKDAYS, SATURDAY = timedelta(days=14), 10, 5
BUSY = (2, 7)
KEPT, OPEN = (3, 7), (2, 5)
LATELY = timedelta(days=60)


def make(world: World) -> None:
    with world.on(world.start):
        rows = [
            Phrase(name=name, kind=kind, outcome=outcome, text=text, next_days=days, position=position)
            for position, (name, kind, outcome, text, days) in enumerate(PHRASES)
        ]
        records.create_many(rows, by=world.system)
    owned: dict[int, list[Account]] = {}
    for account in Account.objects.filter(owner__in=world.sellers).prefetch_related("contacts", "opportunities").order_by("pk"):
        owned.setdefault(account.owner_id, []).append(account)
    for seller in world.sellers:
        accounts = owned.get(seller.pk, [])
        if accounts:
            _history(world, seller, accounts)
            _promises(world, seller, accounts)


def _history(world: World, seller: User, accounts: list[Account]) -> None:
    """Written down every other Friday, as many do, and what is younger on the last day. How busy a seller is stays with her."""
    busy, day, last = world.rng.randint(*BUSY), world.start + FORTNIGHT, world.last_day_of(seller)
    while day <= last:
        _write_down(world, seller, accounts, day, _workdays(day, WORKDAYS), max(1, busy + world.rng.randint(-2, 2)))
        day += FORTNIGHT
    young = [each for each in _workdays(last, WORKDAYS) if each > day - FORTNIGHT]
    if young:
        with world.apart(f"young activities of {seller.username}"):
            _write_down(world, seller, accounts, last, young, -(-busy * len(young) // WORKDAYS))


def _write_down(world: World, seller: User, accounts: list[Account], on: date, days: list[date], count: int) -> None:
    rows = [_activity(world, seller, world.rng.choice(accounts), days) for _number in range(count)]
    with world.on(on):
        records.create_many(rows, by=seller, says=ACTIVITY_LOGGED)


def _workdays(last: date, count: int) -> list[date]:
    """So many up to a day, the youngest first; holidays are worked through, as sellers do."""
    days = (last - timedelta(days=back) for back in range(2 * count))
    return [day for day in days if day.weekday() < SATURDAY][:count]


def _activity(world: World, seller: User, account: Account, days: list[date]) -> Activity:
    kind = _one_of(world, KINDS)
    is_unreached = kind == Kind.CALL and world.chance(18)
    contacts, deals = account.contacts.all(), [deal for deal in account.opportunities.all() if deal.owner_id == seller.pk]
    return Activity(
        account=account,
        contact=world.rng.choice(contacts) if contacts else None,
        opportunity=world.rng.choice(deals) if deals and world.chance(55) else None,
        owner=seller,
        kind=kind,
        outcome=Outcome.NOT_REACHED if is_unreached else ("" if kind == Kind.NOTE else _one_of(world, OUTCOMES)),
        text=world.rng.choice(UNREACHED if is_unreached else SAID[kind]),
        happened_at=_moment(world, world.rng.choice(days)),
        minutes=world.rng.choice([5, 10, 15, 30]) if kind == Kind.CALL else (world.rng.choice([60, 90, 120]) if kind == Kind.MEETING else None),
    )


def _moment(world: World, day: date) -> datetime:
    moment = timezone.make_aware(datetime.combine(day, time(world.rng.randint(9, 16), world.rng.randint(0, 59))))
    return min(moment, timezone.now() - timedelta(hours=3))


def _promises(world: World, seller: User, accounts: list[Account]) -> None:
    if world.last_day_of(seller) < world.today:
        return
    for _number in range(world.rng.randint(*KEPT)):
        planned_on = world.day(world.today - LATELY, world.today - timedelta(days=8))
        row = _planned(world, seller, world.rng.choice(accounts), planned_on, planned_on + timedelta(days=world.rng.randint(1, 5)))
        with world.on(min(row.due_on + timedelta(days=world.rng.choice([0, 0, 0, 0, 2, 4])), world.today)):
            actions.complete(row, by=seller, text=world.rng.choice(SAID[row.kind]), outcome=_one_of(world, OUTCOMES))
    for _number in range(world.rng.randint(*OPEN)):
        due = world.today + timedelta(days=world.rng.choice([-4, -2, 0, 0, 1, 2, 5, 9]))
        _planned(world, seller, world.rng.choice(accounts), due - timedelta(days=7), due)


def _planned(world: World, seller: User, account: Account, planned_on: date, due_on: date) -> FollowUp:
    contacts = account.contacts.all()
    row = FollowUp(
        account=account,
        contact=contacts[0] if contacts else None,
        owner=seller,
        kind=world.rng.choice([Kind.CALL, Kind.CALL, Kind.MESSAGE, Kind.MEETING]),
        what=world.rng.choice(NEXT),
        due_on=due_on,
    )
    with world.on(min(planned_on, world.today)):
        return records.create(row, by=seller)


def _one_of(world: World, weighted: list[tuple]) -> str:
    return world.rng.choices([each for each, _weight in weighted], weights=[weight for _each, weight in weighted])[0]
