"""The demo company's leads of half a year: from its web form, fairs and referrals, some turned into customers."""

from datetime import timedelta

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.choices import Industry
from kaituo.sales.customers.demo import GIVEN, PLACES, SURNAMES, TRADES
from kaituo.sales.pipeline.choices import Source

from . import actions
from .choices import EntryPath, Test
from .models import AnswerRule, Lead, ScoreRule, WebForm

COUNT, DAYS = 90, 180
RULES = [
    ("留有电话", "phone", Test.FILLED, "", 20),
    ("决策人", "title", Test.CONTAINS, "总经理、总监、厂长", 25),
    ("目标行业", "industry", Test.ONE_OF, "manufacturing、food、health", 20),
    ("重点地区", "region", Test.ONE_OF, "江苏、浙江、广东、上海", 10),
    ("客户推荐", "source", Test.EQUALS, "referral", 20),
    ("说明了需求", "need", Test.FILLED, "", 15),
    ("学生或求职", "need", Test.CONTAINS, "论文、实习、求职", -60),
]
TITLES = ["总经理", "采购经理", "设备主管", "厂长", "工艺工程师", "生产总监"]
NEEDS = [
    "想了解上下料机器人，产线 6 台机床",
    "码垛改造，节拍 12 秒",
    "视觉检测替代人工目检",
    "新厂规划，需要整线方案",
    "询价六轴机器人，月底前定",
    "毕业论文调研，想参观",
    "",
]
CAMPAIGNS = [
    (Source.EXHIBITION, "2026 上海工博会"),
    (Source.WEBSITE, "官网询价"),
    (Source.REFERRAL, ""),
    (Source.ADVERTISING, "百度推广"),
    (Source.COLD_CALL, ""),
]
NOTES = ["已电话联系，约下周现场看看", "对方要资料，已发样册", "在比三家，关注交期", "负责人出差，下周再联系"]
REASONS = ["无预算", "只是询价比较", "学生调研", "超出服务范围"]


def make(world: World) -> None:
    with world.on(world.start):
        records.create(AnswerRule(hours=8, remind_hours=2), by=world.system)
        for number, (name, field, test, value, points) in enumerate(RULES):
            records.create(ScoreRule(name=name, field=field, test=test, value=value, points=points, position=number), by=world.system)
        form = WebForm(
            name="官网询价",
            heading="获取自动化方案",
            introduction="留下需求，我们的工程师会在一个工作日内与您联系。",
            asks=["name", "person", "phone", "email", "need"],
            campaign="官网询价",
        )
        records.create(form, by=world.system)
    for _number in range(COUNT):
        _lead(world, form)


def _lead(world: World, form: WebForm) -> None:
    came_on = world.day(world.today - timedelta(days=DAYS))
    source, campaign = world.rng.choice(CAMPAIGNS)
    seller = world.rng.choice(world.people["rep"])
    owner = seller if world.chance(85) and world.is_here(seller.pk, world.today) else None
    lead = _enquiry(world, source, campaign, owner)
    with world.on(came_on):
        if source == Source.WEBSITE:
            lead.web_form = form
            actions.capture(lead, by=world.system, path=EntryPath.WEB)
        else:
            records.create(lead, by=owner or world.system)
    if owner is not None:
        _work(world, lead, owner, came_on)


def _enquiry(world: World, source: str, campaign: str, owner: User | None) -> Lead:
    team = world.rng.choice(["east", "south", "north", "southwest"])
    region, city = world.rng.choice(PLACES[team])
    industry = world.rng.choice(list(TRADES))
    return Lead(
        name=f"{city}{world.rng.choice('安百常富广国嘉康隆美')}{world.rng.choice('成达飞格恒进凯朗明')}{world.rng.choice(TRADES[industry])}有限公司",
        person=world.rng.choice(SURNAMES) + world.rng.choice(GIVEN),
        title=world.rng.choice(TITLES),
        phone=f"1{world.rng.choice('35789')}{world.rng.randint(100_000_000, 999_999_999)}" if world.chance(80) else "",
        industry=industry if world.chance(80) else Industry.OTHER,
        country="中国",
        region=region,
        city=city,
        source=source,
        campaign=campaign,
        need=world.rng.choice(NEEDS),
        owner=owner,
    )


def _work(world: World, lead: Lead, owner: User, came_on) -> None:
    day = came_on + timedelta(days=world.rng.randint(1, 6))
    if day >= world.today or world.chance(15):
        return
    with world.on(day):
        actions.follow_up(lead, by=owner, note=world.rng.choice(NOTES), follow_up_on=day + timedelta(days=7))
    closes = day + timedelta(days=world.rng.randint(4, 25))
    if closes >= world.today:
        return
    with world.on(closes):
        if world.chance(35):
            actions.convert(lead, by=owner, is_different=True, with_deal=world.chance(80), expected_on=closes + timedelta(days=60))
        elif world.chance(45):
            actions.disqualify(lead, by=owner, reason=world.rng.choice(REASONS))
        else:
            actions.qualify(lead, by=owner)
