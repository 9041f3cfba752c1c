"""The quick form: what it offers beside its fields — days for the next contact, texts that are written often."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.forms import prepare

from .choices import Kind
from .forms import LogForm
from .models import Activity, Phrase

NEXT_DAYS = (1, 3, 7, 30)


@dataclass(frozen=True)
class Tap:
    """One tap fills these fields."""

    label: str
    fills: dict[str, str]


def quick_form(user: User, account: int | None, opportunity: int | None = None, data: Any = None) -> LogForm:
    """Of a known customer, with its main contact chosen already."""
    form = LogForm(data, initial={"account": account, "opportunity": opportunity, "kind": Kind.CALL, "contact": _main_contact(account)})
    prepare(form, user)
    return form.within(account)


def offers(user: User) -> dict[str, list[Tap]]:
    today = timezone.localdate()
    days = [Tap(_label(after), {"next_on": _workday(today, after)}) for after in NEXT_DAYS]
    return {"days": days, "phrases": [_tap(phrase, today) for phrase in visible(user, Phrase.objects.active())]}


def _label(days: int) -> str:
    return {1: _("Tomorrow"), 3: _("In 3 days"), 7: _("In a week"), 30: _("In a month")}[days]


def _workday(today: date, days: int) -> str:
    """So many days on, or the first workday after that; as the form takes it."""
    return work_calendar().on_or_after(today + timedelta(days=days)).isoformat()


def _tap(phrase: Phrase, today: date) -> Tap:
    fills = {"text": phrase.text, "kind": phrase.kind, "outcome": phrase.outcome}
    if phrase.next_days is not None:
        fills["next_on"] = _workday(today, phrase.next_days)
    return Tap(phrase.name, {name: value for name, value in fills.items() if value})


def _main_contact(account: int | None) -> int | None:
    if account is None:
        return None
    contacts = Activity._meta.get_field("contact").related_model.objects.active().filter(account=account)
    return contacts.order_by("-is_primary", "pk").values_list("pk", flat=True).first()


def about(row: Model) -> dict[str, int | None]:
    """The customer and deal that a record's page is about."""
    account = getattr(row, "account_id", row.pk)
    return {"account": account, "opportunity": row.pk if account != row.pk and hasattr(row, "stage_id") else None}
