"""The demo company's classes, policies, a few plans of key customers, and care dates."""

from datetime import timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records

from .choices import Attitude, CareKind, OwnerLevel, Test
from .models import AccountPlan, CareDate, ClassRule, PlanPerson, PlanStep, ServicePolicy, Worth
from .reckoning import reckon_all

RULES = [
    ("年销售额 200 万以上", "a", Test.REVENUE, "2000000"),
    ("贡献前 80% 且活跃", "b", Test.ABC, "a,b"),
    ("流失或沉睡", "d", Test.STAGE, "lost,dormant"),
    ("其余成交客户", "c", Test.ABC, "c"),
]
POLICIES = [
    ("a", 14, 4, "0.12", OwnerLevel.MANAGER),
    ("b", 30, 8, "0.08", OwnerLevel.SENIOR),
    ("c", 60, 16, "0.05", OwnerLevel.ANYBODY),
    ("d", 120, 24, "0.03", OwnerLevel.ANYBODY),
]
NEEDS = "二期产线明年三月投产，需要两条上下料单元；现有设备节拍不足，夜班缺人。"
STRATEGY = "先做一台样机进车间，用数据说服生产总监；同步与采购谈框架协议。"
STEPS = ["安排样机试运行", "拜访总经理，确认预算", "提交框架协议草案"]
PLANS = 8


def make(world: World) -> None:
    with world.on(world.start):
        for number, (name, grade, test, value) in enumerate(RULES):
            records.create(ClassRule(name=name, account_class=grade, test=test, value=value, position=10 * number), by=world.system)
        for grade, days, hours, discount, level in POLICIES:
            policy = ServicePolicy(account_class=grade, contact_days=days, response_hours=hours, discount_floor=Decimal(discount), owner_level=level)
            records.create(policy, by=world.system)
    with world.on(world.today):
        reckon_all()
    for worth in Worth.objects.filter(account__owner__isnull=False).select_related("account__owner").order_by("-revenue", "pk")[:PLANS]:
        _plan(world, worth)


def _plan(world: World, worth: Worth) -> None:
    account, owner = worth.account, worth.account.owner
    with world.on(world.today - timedelta(days=20)):
        potential = (worth.revenue * 2).quantize(Decimal(10000))
        plan = AccountPlan(
            account=account, title=f"{world.today.year} 年度经营计划", needs=NEEDS, strategy=STRATEGY, competitors="埃森德机器人（现有供应商）"
        )
        plan.potential, plan.review_on = potential, world.today + timedelta(days=world.rng.randint(10, 60))
        records.create(plan, by=world.system)
        contacts = list(account.contacts.order_by("pk"))
        for number, contact in enumerate(contacts):
            swayed = contacts[0] if number else None
            person = PlanPerson(plan=plan, contact=contact, influence=max(5 - number, 1), attitude=world.rng.choice(list(Attitude)), swayed_by=swayed)
            records.create(person, by=world.system)
        for number, what in enumerate(STEPS):
            due = world.today + timedelta(days=14 * number - 7)
            records.create(PlanStep(plan=plan, what=what, who=owner, due_on=due, done_on=due if number == 0 else None), by=world.system)
        on = world.today + timedelta(days=world.rng.randint(1, 40))
        records.create(
            CareDate(
                account=account, contact=contacts[0] if contacts else None, kind=CareKind.BIRTHDAY, on=on.replace(year=1978, day=min(on.day, 28))
            ),
            by=world.system,
        )
