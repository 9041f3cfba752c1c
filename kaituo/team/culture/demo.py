"""The demo company's wall: five values, thanks and praise over the whole story, applause, badges month by month, and titles."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kaituo.foundation.company.demo import SEED, World
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from .actions import award, bestow, thank, withdraw
from .earning import earned_on
from .models import Badge, Cheer, CompanyValue, HonourTitle, Recognition

VALUES = [
    ("客户为先", "客户的产线停一小时，我们就多跑一趟"),
    ("说到做到", "答应的日期就是日期"),
    ("同路人", "不让同事一个人扛"),
    ("讲真话", "坏消息第一时间说"),
    ("日拱一卒", "每天比昨天好一点"),
]
DEEDS = [
    (0, "周日赶到客户现场，中午前让产线恢复运行，客户总经理专门来电致谢。"),
    (0, "客户验收前一晚陪着把三台设备的参数全部复核一遍，验收一次通过。"),
    (1, "答应客户的方案提前一天给到，还附了两种备选配置。"),
    (1, "连续三个月预测与实际相差不到一成，排产因此没有加过一次急单。"),
    (2, "我休假期间帮我跟了两个投标，资料整理得比我自己还清楚。"),
    (2, "带新人拜访了六家客户，每次回来都一起复盘，新人第二个月就独立签单。"),
    (2, "主动把自己的展会线索分给人手不足的邻区，自己少了两单也没有怨言。"),
    (3, "第一时间说明客户要转用竞品，我们才来得及补上样机测试。"),
    (3, "复盘会上先讲自己报价失误的原因，后面大家都愿意讲了。"),
    (4, "每天下班前更新拜访记录，半年没有断过，接手的客户一看就懂。"),
    (4, "把常见的三十个技术问题整理成一页纸，全组都在用。"),
]
BADGES = [
    ("拜访之星", "一个月完成七次有效拜访", "flame", "visits.done_count", 7, "month"),
    ("月度百万", "一个月签约一百万", "diamond", "orders.booked_revenue", 1_000_000, "month"),
    ("季度赢家", "一个季度赢单两个", "rocket", "pipeline.won_count", 2, "quarter"),
]
EVERY_DAYS, CHEERS_MOST, TITLE_DAYS_AGO = 3, 7, (300, 160)


def make(world: World) -> None:
    dice = Random(SEED + 7)  # noqa: S311 - believable, not secret
    director = world.people["director"][0]
    with world.on(world.start):
        values = [
            records.create(CompanyValue(name=name, meaning=meaning, position=number), by=director) for number, (name, meaning) in enumerate(VALUES)
        ]
        for name, note, icon, measure, figure, span in BADGES:
            if measure in MEASURES:
                row = Badge(name=name, note=note, icon=icon, measure=measure, figure=Decimal(figure), span=span)
                records.create(row, by=director)
    _thanks(world, dice, values)
    _titles(world, director)
    post_so_far()
    _badges(world)


def _thanks(world: World, dice: Random, values: list[CompanyValue]) -> None:
    everybody = [*world.people["rep"], *world.people["manager"], *world.people["back_office"]]
    inside = [user for user in everybody if world.is_here(user.pk, world.today)]
    day, made = world.start + timedelta(days=10), []
    while day <= world.today:
        here = [user for user in inside if world.first_day_of(user.pk) <= day]
        giver, person = dice.sample(here, 2)
        if dice.randrange(4) == 0:
            giver = next(iter(_leaders(person, day)), giver)
        number, deed = dice.choice(DEEDS)
        about = Account.objects.filter(owner=person).order_by("pk").first() if dice.randrange(3) == 0 else None
        with world.on(day):
            made.append(thank(person, values[number], deed, by=giver, about=about))
        day += timedelta(days=1 + dice.randrange(2 * EVERY_DAYS))
    _applause(world, dice, inside, made)
    with world.on(world.today):
        withdraw(made[-3], by=made[-3].giver, reason="写错了人，重新发一条")


def _leaders(person: User, day: date) -> list[User]:
    return leaders_of([person], day).get(person.pk, [])


def _applause(world: World, dice: Random, inside: list[User], made: list[Recognition]) -> None:
    rows = [
        Cheer(recognition=row, person=user, created_by=user, created_at=row.created_at)
        for row in made
        for user in dice.sample(inside, dice.randrange(CHEERS_MOST))
        if user.pk != row.person_id
    ]
    Cheer.objects.bulk_create(rows)


def _titles(world: World, director: User) -> None:
    """One borne now, one whose term is nearly over."""
    people = [user for user in world.people["rep"] if world.is_here(user.pk, world.today) and world.first_day_of(user.pk) <= world.start]
    with world.on(world.start):
        mentor = records.create(HonourTitle(name="年度导师", note="带出至少两名独立签单的新人", icon="heart", months=12), by=director)
        master = records.create(HonourTitle(name="行业专家", note="所在行业连续三个季度赢单率最高", icon="award", months=12), by=director)
    for title, person, ago, reason in (
        (mentor, people[1], TITLE_DAYS_AGO[0], "一年带出三名新人，全部在第一个季度独立签单。"),
        (master, people[4], TITLE_DAYS_AGO[1], "汽配行业三个季度赢单率 41%，方案被三个大区采用。"),
    ):
        day = world.today - timedelta(days=ago)
        with world.on(day):
            bestow(title, by=director, person=person, starts_on=day, reason=reason)


def _badges(world: World) -> None:
    """As the nights awarded them: on the first days after each month."""
    months = Period(world.start, Period.containing(world.today, PeriodKind.MONTH).start).split(PeriodKind.MONTH)
    for month in months:
        with world.on(month.end + timedelta(days=1)):
            award(earned_on(month.end), by=world.system)
