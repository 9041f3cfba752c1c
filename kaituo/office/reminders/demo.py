"""The demo company's reminders: three rules of the company, what they made today, and what reps asked to be reminded of."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

from . import actions
from .applying import apply_rules
from .models import Reminder, ReminderRule

RULES = [
    ("预计成交日前 3 天", "pipeline.Opportunity", "expected_on", -3, "owner", "预计 3 天后成交，请确认进展", 8),
    ("回款到期前 5 天", "receivables.PaymentPlan", "due_on", -5, "owner", "回款即将到期，请联系客户", None),
    ("回款逾期 7 天", "receivables.PaymentPlan", "due_on", 7, "lead", "回款已逾期一周", 16),
]
WORDS = ["确认到货时间", "问采购流程走到哪一步", "寄新版样本", "约技术交流", "核对开票信息"]
EACH = 3


def make(world: World) -> None:
    for name, model, field, days, receiver, text, hours in RULES:
        rule = ReminderRule(name=name, model=model, field=field, offset_days=days, receiver=receiver, text=text, escalate_after_hours=hours)
        records.create(rule, by=world.system)
    apply_rules(world.today)
    for person in world.people["rep"][:8]:
        _ask(world, person)


def _ask(world: World, person) -> None:
    for index, account in enumerate(Account.objects.filter(owner=person, archived_at=None).order_by("-pk")[:EACH]):
        day = world.today + timedelta(days=1 + index * 2)
        due_at = timezone.make_aware(datetime.combine(day, time(9 + 3 * index, 30)))
        actions.remind(account, by=person, due_at=due_at, text=world.rng.choice(WORDS), rhythm="weekly" if index == EACH - 1 else "")
    for done in Reminder.objects.filter(owner=person, rule=None).order_by("pk")[:1]:
        actions.finish(done, by=person)
