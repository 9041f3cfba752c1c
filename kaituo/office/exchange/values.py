"""From the text of a cell to the value of a field: numbers, days and choices as people write them in Chinese and in English."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from kaituo.sales.customers.divisions import DivisionField, read_division

FOLD = {"万": 10_000, "亿": 100_000_000}
NUMBER = re.compile(r"^[-+(]?[¥￥$€£]?\s*[-+]?[\d,，]*\.?\d+\s*(万|亿)?\s*(元|%)?\)?$")
DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
INSTANT_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")
LONGEST_NUMBER = 60
YES = {"1", "true", "yes", "y", "是", "有", "√", "✓", "对"}
NO = {"0", "false", "no", "n", "否", "无", "×", "", "错"}


def parse(field: models.Field, text: str) -> Any:
    """The value of a field. Raises ValidationError with a sentence that says what was expected."""
    text = unicodedata.normalize("NFKC", text).strip() if not isinstance(field, models.TextField) else text.strip()
    if text == "":
        return _empty(field)
    if field.choices:
        return _choice(field, text)
    if isinstance(field, models.DecimalField):
        return _fit(_number(text), field)
    reader = next((read for kind, read in READERS if isinstance(field, kind)), str)
    return reader(text)


def _empty(field: models.Field) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


@lru_cache(maxsize=4096)
def _choice(field: models.Field, text: str) -> Any:
    """By its stored value, or by what people read in either language."""
    wanted = text.casefold()
    for language in ("zh-hans", "en"):
        with override(language):
            for value, label in field.flatchoices:
                if wanted in {str(value).casefold(), str(label).casefold()}:
                    return value
    offered = "、".join(str(label) for _value, label in field.flatchoices[:12])
    raise ValidationError(_("“%(text)s” is not one of: %(offered)s") % {"text": text, "offered": offered})


def _yes_or_no(text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text})


def _number(text: str) -> Decimal:
    """ "￥1,234.50" → 1234.50; "1.2万" → 12000; "(5)" → -5; "12%" → 0.12."""
    match = NUMBER.match(text) if len(text) <= LONGEST_NUMBER else None
    if not match:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text[:LONGEST_NUMBER]})
    try:
        number = Decimal(re.sub(r"[^\d.]", "", text)) * FOLD.get(match[1], 1)
    except InvalidOperation as error:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text}) from error
    if match[2] == "%":
        number /= 100
    return -number if "-" in text or text.startswith("(") else number


def _fit(number: Decimal, field: models.DecimalField) -> Decimal:
    """To the field's places, if nothing is lost by it."""
    try:
        fitted = number.quantize(Decimal(1).scaleb(-field.decimal_places))
    except InvalidOperation as error:
        raise ValidationError(_("“%(text)s” is too large.") % {"text": number}) from error
    if fitted != number:
        raise ValidationError(_("%(number)s has more than %(places)s decimal places.") % {"number": number, "places": field.decimal_places})
    return fitted


def _whole(text: str) -> int:
    number = _number(text)
    if number != int(number):
        raise ValidationError(_("“%(text)s” is not a whole number.") % {"text": text})
    return int(number)


def _day(text: str) -> date:
    for form in (*DAY_FORMS, *INSTANT_FORMS):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValidationError(_("“%(text)s” is not a day. Write it as 2026-03-31.") % {"text": text})


def _instant(text: str) -> datetime:
    """In the reader's time zone, unless the text names another."""
    for form in (*INSTANT_FORMS, *DAY_FORMS):
        try:
            return timezone.make_aware(datetime.strptime(text, form))
        except ValueError:
            continue
    found = parse_datetime(text)
    if found is None:
        raise ValidationError(_("“%(text)s” is not a day. Write it as 2026-03-31.") % {"text": text})
    return found if timezone.is_aware(found) else timezone.make_aware(found)


READERS: list[tuple[type[models.Field], Callable[[str], Any]]] = [
    (DivisionField, read_division),
    (models.BooleanField, _yes_or_no),
    (models.IntegerField, _whole),
    (models.DateTimeField, _instant),
    (models.DateField, _day),
]
