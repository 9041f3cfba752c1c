"""The nightly reckoning: what every customer is worth, its class by the rules with the reason, and when it is due for contact."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.log import describe, keep
from kaituo.foundation.records.writing import insert_many
from kaituo.sales.customers.models import Account

from .buying import CENTS, bought_until
from .choices import Stage
from .engine.grading import Bought, Grade, Rule, class_of, grades
from .events import CLASS_SET
from .models import ClassRule, ServicePolicy, Worth

BATCH = 1000
WRITTEN = ["revenue", "received", "order_count", "last_order_on", "abc", "r", "f", "m", "stage", "reason", "contact_due_on", "version", "updated_at"]


def reckon_all() -> dict[str, int]:
    """How many customers were looked at, and how many changed class."""
    today = clock.today()
    bought = bought_until(today)
    graded = grades(bought, today)
    rules = [row.rule for row in ClassRule.objects.filter(archived_at=None).order_by("position", "pk")]
    policies = dict(ServicePolicy.objects.filter(archived_at=None).values_list("account_class", "contact_days"))
    looked_at = changed = last = 0
    while accounts := list(Account.objects.active().filter(pk__gt=last).order_by("pk")[:BATCH]):
        changed += _reckon(accounts, bought, graded, rules, policies)
        looked_at, last = looked_at + len(accounts), accounts[-1].pk
    return {"looked_at": looked_at, "changed": changed}


@transaction.atomic
def _reckon(accounts: list[Account], bought: dict[int, Bought], graded: dict[int, Grade], rules: list[Rule], policies: dict[str, int]) -> int:
    held = list(Account.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[each.pk for each in accounts]).order_by("pk"))
    known = {row.account_id: row for row in Worth.objects.select_for_update(of=("self",)).filter(account__in=held)}
    nobody, wanted, rows = Grade("", 0, 0, 0, Stage.PROSPECT), [], []
    for account in held:
        row = known.get(account.pk) or Worth(account=account)
        grade, what = graded.get(account.pk, nobody), bought.get(account.pk, Bought())
        _fill(row, grade, what)
        rule = None if row.is_fixed else class_of(grade, what, {"industry": account.industry, "region": account.region}, rules)
        row.reason = row.reason if row.is_fixed else ""
        if rule is not None:
            row.reason = rule.name
            wanted.append((account, rule, row.why))
        row.contact_due_on = due_on(row, account, rule.account_class if rule else account.account_class, policies)
        rows.append(row)
    _save(rows)
    return _set_classes([each for each in wanted if each[0].account_class != each[1].account_class])


def _fill(row: Worth, grade: Grade, bought: Bought) -> None:
    row.revenue, row.received = Decimal(bought.revenue) / CENTS, Decimal(bought.received) / CENTS
    row.order_count, row.last_order_on = bought.orders, bought.last_on
    row.abc, row.r, row.f, row.m, row.stage = grade.abc, grade.r, grade.f, grade.m, grade.stage


def due_on(row: Worth, account: Account, account_class: str, policies: dict[str, int]) -> date | None:
    """By the rhythm of the class, counted from the last contact; None: nobody looks after it, or its class has no policy."""
    days = policies.get(account_class)
    if days is None or account.owner_id is None:
        return None
    return (row.last_contact_on or timezone.localdate(account.created_at)) + timedelta(days=days)


def _save(rows: list[Worth]) -> None:
    for row in rows:
        row.version, row.updated_at = row.version + 1, clock.now()
    insert_many([row for row in rows if row.pk is None])
    Worth.objects.bulk_update([row for row in rows if row.pk is not None], WRITTEN, batch_size=BATCH)


def _set_classes(wanted: list[tuple[Account, Rule, str]]) -> int:
    system, told = User.objects.system(), []
    for account, rule, why in wanted:
        before = snapshot(account)
        account.account_class, account.version, account.updated_at = rule.account_class, account.version + 1, clock.now()
        told.append(describe(CLASS_SET, account, by=system, changes=difference(before, snapshot(account)), inputs={"rule": rule.name, "why": why}))
    Account.objects.bulk_update([account for account, _rule, _why in wanted], ["account_class", "version", "updated_at"], batch_size=BATCH)
    ring(keep(told))
    return len(wanted)


def note_contact(accounts: Iterable[int]) -> None:
    """Somebody spoke with these customers today: their next contact is due a rhythm later."""
    rows = list(Worth.objects.select_for_update(of=("self",)).select_related("account").filter(account__in=accounts).order_by("pk"))
    policies = dict(ServicePolicy.objects.filter(archived_at=None).values_list("account_class", "contact_days")) if rows else {}
    for row in rows:
        row.last_contact_on = clock.today()
        row.contact_due_on = due_on(row, row.account, row.account.account_class, policies)
        row.version, row.updated_at = row.version + 1, clock.now()
    Worth.objects.bulk_update(rows, ["last_contact_on", "contact_due_on", "version", "updated_at"], batch_size=BATCH)
