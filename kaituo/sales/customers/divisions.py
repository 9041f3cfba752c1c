"""The division of China that a customer lies in: the field that keeps its code, the picker that finds it, the filter that takes everything within."""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.pinyin import initials, sort_key
from kaituo.foundation.kernel.divisions import PLAIN, Division, below, divisions, match, named, read
from kaituo.foundation.screens.filters import Filter

CODE_LENGTH = 6
OFFERED, FEW = 20, 6
FIND = reverse_lazy("customers-divisions")


def refuse_unknown_division(code: str) -> None:
    if code not in divisions():
        raise ValidationError(_("There is no such division: %(code)s. Choose one from the list, or enter its six-digit code.") % {"code": code})


class DivisionSelect(forms.Select):
    """Draws only the chosen division; provinces, then what lies below, and whatever is typed come from the server."""

    def __init__(self) -> None:
        super().__init__({"data-lookup-url": FIND, "data-lookup": "divisions", "data-lookup-steps": "yes"})

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        options = [(code, named(code)) for code in ("", *filter(None, value))]
        return [(None, [self.create_option(name, code, text or "---------", code in value, at)], at) for at, (code, text) in enumerate(options)]


class DivisionField(models.CharField):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": CODE_LENGTH, "blank": True, "validators": [refuse_unknown_division], **options})

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        options.pop("validators", None)
        return name, path, args, options

    def formfield(self, **options: Any) -> forms.Field:
        return super().formfield(**{"widget": DivisionSelect, **options})


def read_division(text: str) -> str:
    """The code of the division that a cell names, by code or by name. Raises ValidationError where it is none, or one of several."""
    named_ones = read(text)
    if len(named_ones) == 1:
        return named_ones[0].code
    if not named_ones:
        raise ValidationError(_("“%(text)s” is no division of China. Write it as 江苏省 苏州市 昆山市, or as its six-digit code.") % {"text": text})
    which = "、".join(each.full_name for each in named_ones[:FEW])
    raise ValidationError(_("“%(text)s” may be several divisions. Write one of them in full: %(which)s") % {"text": text, "which": which})


def settle_by_texts(rows: models.QuerySet) -> None:
    """Give rows from before there were divisions theirs, where their texts leave no doubt."""
    rows = rows.filter(division="").order_by()
    for country, region, city in list(rows.values_list("country", "region", "city").distinct()):
        if code := match(region, city, country):
            rows.filter(country=country, region=region, city=city).update(division=code)


class DivisionFilter(Filter):
    """Everything within a province, city or county."""

    kind = "relation"
    lookup = "divisions"

    def chosen(self, query: QueryDict, user: User) -> list[tuple[str, str]]:
        return [(code, named(code)) for code in self.asked(query) if code in divisions()]

    def condition(self, values: list[str], user: User) -> Q:
        wanted = Q(pk__in=[])
        for code in values:
            if code in divisions():
                wanted |= Q(**{f"{self.name}__startswith": divisions()[code].prefix})
        return wanted

    def text(self, values: list[str], user: User) -> str:
        return "、".join(named(code) for code in values)

    def options(self, user: User) -> list[tuple[str, str]]:
        return [(each.code, each.full_name) for each in below()]


def found(text: str, chosen: str = "") -> list[Division]:
    """By name, pinyin or its initials, provinces first. Without a text the next step: what lies below the chosen one, or beside it."""
    wanted = "".join(text.lower().split())
    if not wanted:
        return _next_steps(divisions().get(chosen))
    hits = [(_rank(wanted, each, *keys), each) for each, *keys in _spelt()]
    return [each for rank, each in sorted((hit for hit in hits if hit[0]), key=lambda hit: (hit[0], len(hit[1].prefix)))][:OFFERED]


def _next_steps(chosen: Division | None) -> list[Division]:
    if chosen is None:
        return list(below())
    inner = below(chosen.code)
    around = chosen.line if inner else chosen.line[:-1]
    beside = chosen.said_above
    return [*(each for each in around if each != chosen and each.name not in PLAIN), *(inner or below(beside.code if beside else ""))]


def _rank(wanted: str, division: Division, spelling: str, first_letters: str) -> int:
    """1: begins so; 2: holds it; 0: neither."""
    if division.name.startswith(wanted) or spelling.startswith(wanted) or first_letters.startswith(wanted):
        return 1
    return 2 if wanted in division.name or wanted in "".join(division.full_name.split()) else 0


@cache
def _spelt() -> list[tuple[Division, str, str]]:
    said = [each for each in divisions().values() if each.name not in PLAIN]
    return [(each, sort_key(each.name).replace(" ", ""), initials(each.name)) for each in said]
