"""Examples for the catalogue page: plain values that put each component into each of its states. Nothing here reaches a record."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CHOICES = [("open", _("Open")), ("won", _("Won")), ("lost", _("Lost"))]
TONES = ("neutral", "accent", "info", "good", "warn", "bad")
NAMES = ("上海明远科技有限公司", "北京华信软件股份有限公司", "Shenzhen Bright Instruments", "成都天府医疗器械有限公司", "Nanjing Green")
MONTHLY = [Decimal(n) for n in (42, 55, 51, 68, 74, 70, 91)]


class ExampleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("As printed on the contract."))
    amount = forms.DecimalField(label=_("Amount"), min_value=0)
    starts_on = forms.DateField(label=_("Starts on"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=CHOICES)
    priority = forms.ChoiceField(label=_("Priority"), choices=CHOICES, widget=forms.RadioSelect)
    notify = forms.BooleanField(label=_("Tell the team"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stage") == "lost":
            raise forms.ValidationError(_("A lost one needs its reason."))
        return cleaned


def wrong_form() -> ExampleForm:
    return ExampleForm({"name": "", "amount": "-1", "stage": "lost", "priority": "open"}, auto_id="wrong_%s")


def rows() -> list[dict[str, Any]]:
    names = (
        "上海明远科技有限公司",
        "北京华信软件股份有限公司",
        "Shenzhen Bright Instruments",
        "成都天府医疗器械有限公司",
        "Nanjing Green Energy",
    )
    return [
        {
            "number": f"SO-2026-{n:04}",
            "name": name,
            "amount": Decimal("128500.50") * n,
            "share": n / 5,
            "stage": TONES[n],
            "at": ago(hours=n * 7),
        }
        for n, name in enumerate(names, start=1)
    ]


def ago(**span: int) -> Any:
    return timezone.now() - timedelta(**span)


def charts() -> dict[str, dict[str, Any]]:
    months = ["1", "2", "3", "4", "5", "6", "7"]
    line = {
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value"},
        "series": [{"type": "line", "smooth": True, "data": MONTHLY}],
    }
    columns = [{"value": value, "href": f"#month-{month}"} for month, value in zip(months, MONTHLY, strict=True)]
    bars = {"xAxis": {"type": "category", "data": months}, "yAxis": {"type": "value"}, "series": [{"type": "bar", "data": columns}]}
    return {"line": line, "bars": bars}


def context(user: Any) -> dict[str, Any]:
    return {
        "form": ExampleForm(),
        "wrong": wrong_form(),
        "tones": TONES,
        "rows": rows(),
        "person": user,
        "today": date(2026, 3, 5),
        "earlier": ago(hours=3),
        "points": MONTHLY,
        "charts": charts(),
    }
