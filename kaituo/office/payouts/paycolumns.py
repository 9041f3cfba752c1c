"""What a pay file may say of people: staff number, job title, team, and whatever the organisation keeps of them in custom fields, such as their bank."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import CustomField
from kaituo.performance.commissions.paycolumns import PayColumn
from kaituo.team.people.models import Staff

BANK_WORDS = ("银行", "开户", "卡号", "户名", "账号", "bank", "account", "iban")


def columns_of_staff() -> list[PayColumn]:
    return [
        PayColumn("number", _("Staff number"), of_people=partial(_read, lambda staff: staff.number), is_usual=True),
        PayColumn("job_title", _("Job title"), of_people=partial(_read, lambda staff: staff.job_title)),
        PayColumn("team", _("Team"), of_people=partial(_read, lambda staff: str(staff.team or ""))),
        *(_of_field(field) for field in CustomField.objects.active().of(Staff)),
    ]


def _of_field(field: CustomField) -> PayColumn:
    """Fields that name a bank stand in the file unless finance chose otherwise."""
    named = f"{field.key} {field.name}".lower()
    reader = partial(_read, lambda staff: field.drawn(staff.extra.get(field.key)))
    return PayColumn(f"staff.{field.key}", field.name, of_people=reader, is_usual=any(word in named for word in BANK_WORDS))


def _read(value: Callable[[Staff], Any], people: list[int], by: User) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for staff in visible(by, Staff.objects.select_related("team").filter(user__isnull=False)):
        found[staff.user_id] = value(staff)
    return {who: found[who] for who in people if found.get(who) is not None}
