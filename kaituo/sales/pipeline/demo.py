"""The demo company's deals: two pipelines, and what forty sellers brought to an end in eighteen months, or did not."""

from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from . import actions, demo_forecast
from .chances.reckoning import reckon_chances
from .choices import Category, Source, StageKind
from .models import Competitor, LossReason, Opportunity, OpportunityLine, Pipeline, Rival, Stage
from .projections.reckoning import project_won

STAGES = {
    "标准销售": [
        ("需求确认", "0.1", Category.PIPELINE, StageKind.OPEN, 30),
        ("方案设计", "0.3", Category.PIPELINE, StageKind.OPEN, 30),
        ("报价", "0.5", Category.BEST_CASE, StageKind.OPEN, 21),
        ("商务谈判", "0.8", Category.COMMIT, StageKind.OPEN, 21),
        ("赢单", "1", Category.CLOSED_WON, StageKind.WON, None),
        ("输单", "0", Category.CLOSED_LOST, StageKind.LOST, None),
    ],
    "项目招投标": [
        ("立项跟踪", "0.1", Category.PIPELINE, StageKind.OPEN, 60),
        ("技术交流", "0.25", Category.PIPELINE, StageKind.OPEN, 45),
        ("投标", "0.4", Category.BEST_CASE, StageKind.OPEN, 45),
        ("评标", "0.6", Category.BEST_CASE, StageKind.OPEN, 30),
        ("中标", "1", Category.CLOSED_WON, StageKind.WON, None),
        ("未中标", "0", Category.CLOSED_LOST, StageKind.LOST, None),
    ],
}
RIVALS = ["埃森德机器人", "蓝海自动化", "华北精控", "Norvik Robotics"]
REASONS = ["价格偏高", "竞争对手关系", "预算取消", "技术不满足", "交期太长", "客户无响应"]
TITLES = [
    "产线自动化改造",
    "上下料单元",
    "视觉检测升级",
    "码垛工作站",
    "年度备件采购",
    "AGV 物流项目",
    "装配线机器人",
    "MES 对接",
    "维保续签",
    "新厂设备",
]
STEPS = ["发送更新报价", "约技术交流", "安排现场勘测", "等客户内部评审", "跟进合同条款", "邀请参观样板工厂"]
DEALS = (8, 12)
RECENT = 70
"""A third of the deals began within this many days, so that the pipeline of today is full."""
DAYS_TO_CLOSE = (18, 95)
STRONG, WEAK = 72, 42
HELPS = {Source.REFERRAL: 25, Source.EXISTING: 25, Source.PARTNER: 15, Source.TENDER: -15, Source.COLD_CALL: -25, Source.ADVERTISING: -25}
WITHOUT_NEXT_STEP, PUT_OFF = -35, -20
"""By so many points a deal is likelier to be won, or less likely: what past deals teach about open ones."""
SLIPS = 30
SLIPPED = timedelta(days=21)


def make(world: World) -> None:
    with world.on(world.start):
        pipelines = [_pipeline(world, position, name) for position, name in enumerate(STAGES)]
        rivals = [records.create(Competitor(name=name), by=world.system) for name in RIVALS]
        reasons = [records.create(LossReason(name=name, position=number), by=world.system) for number, name in enumerate(REASONS)]
    owned: dict[int, list[Account]] = {}
    for account in world.things["accounts"]:
        owned.setdefault(account.owner_id, []).append(account)
    world.things["won"] = []
    for seller in world.sellers:
        luck = world.rng.randint(WEAK, STRONG)
        accounts = owned.get(seller.pk, [])
        for _number in range(world.rng.randint(*DEALS) if accounts else 0):
            _deal(world, seller, world.rng.choice(accounts), pipelines, rivals, reasons, luck)
    demo_forecast.make(world)
    # What is reckoned at night is reckoned once the demo company stands: customers are followed up by areas that come later.
    reckon_chances.enqueue()
    project_won.enqueue()


def _pipeline(world: World, position: int, name: str) -> Pipeline:
    pipeline = records.create(Pipeline(name=name, position=position), by=world.system)
    for number, (stage, probability, category, kind, stale) in enumerate(STAGES[name]):
        row = Stage(
            pipeline=pipeline,
            name=stage,
            position=number,
            kind=kind,
            probability=Decimal(probability),
            category=category,
            stale_after_days=stale,
            required_fields=["amount"] if number == 3 else [],
        )
        records.create(row, by=world.system)
    return pipeline


def _deal(world: World, seller: User, account: Account, pipelines: list, rivals: list, reasons: list, luck: int) -> None:
    first = max(world.first_day_of(seller.pk), world.today - timedelta(days=RECENT)) if world.chance(30) else world.first_day_of(seller.pk)
    begun = world.day(first, world.last_day_of(seller) - timedelta(days=3))
    pipeline = world.rng.choices(pipelines, weights=[4, 1])[0]
    closes = world.while_here(seller, begun + timedelta(days=world.rng.randint(*DAYS_TO_CLOSE)))
    slips = world.chance(SLIPS)
    with world.on(begun):
        deal = Opportunity(
            name=f"{account.name[:6]} {world.rng.choice(TITLES)}",
            account=account,
            contact=account.contacts.first(),
            owner=seller,
            pipeline=pipeline,
            stage=pipeline.first_stage(),
            currency=account.currency,
            expected_on=closes - SLIPPED if slips else closes,
            source=world.rng.choice(list(Source)),
            next_step=world.rng.choice(STEPS) if world.chance(75) else "",
        )
        records.create(deal, by=seller)
        records.create_many(
            [_line(world, deal, product) for product in world.rng.sample(world.things["products"], k=world.rng.randint(1, 3))], by=seller
        )
        if world.chance(40):
            records.create(Rival(opportunity=deal, competitor=world.rng.choice(rivals)), by=seller)
    if slips:
        _put_off(world, deal, seller, begun, closes)
    _follow(world, deal, seller, begun, closes, reasons, luck + _favour(deal) + (PUT_OFF if slips else 0))


def _put_off(world: World, deal: Opportunity, seller: User, begun: date, closes: date) -> None:
    """What was expected too early is put off two thirds of the way."""
    day = begun + (closes - begun) * 2 // 3
    if day < world.today:
        with world.on(day):
            deal.refresh_from_db()
            records.change(deal, {"expected_on": closes}, by=seller)


def _favour(deal: Opportunity) -> int:
    points = HELPS.get(deal.source, 0)
    return points if deal.next_step else points + WITHOUT_NEXT_STEP


def _line(world: World, deal: Opportunity, product) -> OpportunityLine:
    rate = {"CNY": 1, "USD": Decimal("7.2"), "EUR": Decimal("7.2"), "JPY": Decimal("0.048")}[deal.currency]
    price = (product.list_price / rate).quantize(Decimal(1))
    discount = Decimal(world.rng.choice([0, 0, 3, 5, 8]) if deal.currency == "CNY" else 0) / 100
    return OpportunityLine(
        opportunity=deal,
        product=product,
        quantity=world.rng.randint(1, 6),
        unit_price=price,
        discount_rate=discount,
    )


def _follow(world: World, deal: Opportunity, seller: User, begun: date, closes: date, reasons: list, luck: int) -> None:
    """Through the stages until its day comes, or as far as time has reached."""
    stages = list(deal.pipeline.stages.in_order().filter(kind=StageKind.OPEN))
    for number, stage in enumerate(stages[1:], 1):
        day = begun + (closes - begun) * number / len(stages)
        if day >= world.today:
            return
        with world.on(day):
            deal.refresh_from_db()
            actions.advance(deal, by=seller, stage=stage)
    if closes >= world.today:
        return
    with world.on(closes):
        if world.chance(luck):
            actions.win(deal, by=seller, won_on=closes)
            world.things["won"].append((deal, closes))
        elif world.chance(85):
            actions.lose(deal, by=seller, reason=world.rng.choice(reasons), lost_on=closes)
