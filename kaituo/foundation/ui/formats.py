"""How amounts, dates and names are written for the reader's language. Pure text: no HTML, no database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.translation import get_language, get_language_info

NOTHING = "—"
LOCALES = {"zh-hans": Locale.parse("zh_Hans_CN"), "en": Locale.parse("en_GB")}
DAY_FORMATS = {"zh": {"long": "y年M月d日", "short": "M月d日"}, "en": {"long": "d MMM y", "short": "d MMM"}}
CHINESE_UNITS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
ENGLISH_UNITS = ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "k"))


YUAN, UNBROKEN = "CNY", "\N{NO-BREAK SPACE}"
BY_CODE = f"¤¤{UNBROKEN}#,##0.00;-¤¤{UNBROKEN}#,##0.00"
HOUSE_CURRENCY: ContextVar[Any] = ContextVar("house_currency", default="")
"""In what the organisation keeps its books, told by the middleware; outside a page (papers, letters, command line) nothing is told and the code stands."""


def locale() -> Locale:
    return LOCALES.get(get_language() or "en", LOCALES["en"])


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@contextmanager
def books_kept_in(currency: Any) -> Iterator[None]:
    """While it lasts, English texts may use the yuan's sign if this (text, or something lazy that reads as one) is the yuan."""
    token = HOUSE_CURRENCY.set(currency)
    try:
        yield
    finally:
        HOUSE_CURRENCY.reset(token)


def money(amount: Any, currency: Any = None) -> str:
    """`money(Decimal("3500"), "CNY")` or `money(Money(...))`; how the currency is named follows the reader's language.

    Chinese: ¥3,500.00, US$3,500.00, JP¥3,500. English: ¥3,500.00 on the pages of an organisation that keeps its books in yuan, else the code, CNY 3,500.00,
    USD 3,500.00, JPY 3,500: the sign alone would leave open whether yuan or yen are meant. Papers that go to customers always carry the code.
    """
    if amount is None:
        return NOTHING
    code = currency or getattr(amount, "currency", None)
    value = _decimal(getattr(amount, "amount", amount))
    if code is None:
        return numbers.format_decimal(value, format="#,##0.00", locale=locale())
    return _with_currency(value, str(getattr(code, "code", code)))


def _with_currency(value: Decimal, code: str) -> str:
    if locale().language == "zh":
        return numbers.format_currency(value, code, locale=locale())
    is_house_yuan = code == YUAN and str(HOUSE_CURRENCY.get()) == YUAN
    text = numbers.format_currency(value, code, format=BY_CODE, locale=locale())
    return text.replace(YUAN + UNBROKEN, "¥") if is_house_yuan else text


def number(value: Any, digits: int | None = None) -> str:
    if value is None:
        return NOTHING
    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return _written(numbers.format_decimal, _decimal(value), pattern, locale())


def percent(rate: Any, digits: int = 1) -> str:
    """A fraction as percent: 0.123 is 12.3%; trailing zeros are dropped."""
    if rate is None:
        return NOTHING
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + "%"
    return _written(numbers.format_percent, _decimal(rate), pattern, locale())


@lru_cache(maxsize=4096)
def _written(write: Callable[..., str], value: Decimal, pattern: str, reader: Locale) -> str:
    """A page of figures says the same small numbers over and over."""
    return write(value, format=pattern, locale=reader)


def day(value: date | datetime | None, length: str = "long") -> str:
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.format_date(value, format=DAY_FORMATS[locale().language][length], locale=locale())


def instant(value: datetime | None, length: str = "long") -> str:
    """An aware instant as day and minute in the time zone that is current for this request."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value)
    return f"{day(local.date(), length)} {local:%H:%M}"


def ago(value: datetime | None, now: datetime | None = None) -> str:
    if value is None:
        return NOTHING
    return span(value - (now or timezone.now()), direction=True)


def span(delta: timedelta, direction: bool = False) -> str:
    return dates.format_timedelta(delta, add_direction=direction, locale=locale())


def wan(value: Any) -> str:
    """A large number at a glance: 12.3万 for Chinese readers, 123k for English ones."""
    if value is None:
        return NOTHING
    amount = _decimal(getattr(value, "amount", value))
    for size, mark in CHINESE_UNITS if locale().language == "zh" else ENGLISH_UNITS:
        if abs(amount) >= size:
            return numbers.format_decimal(amount / size, format="#,##0.#", locale=locale()) + mark
    return numbers.format_decimal(amount, format="#,##0.##", locale=locale())


def person(user: Any) -> str:
    return (user.name or user.get_username()) if user else NOTHING


def initials(name: Any) -> str:
    """张伟 → 张伟, 欧阳小明 → 小明, Mary Ann Lee → ML."""
    words = str(name).split()
    if not words:
        return "?"
    if not words[-1][0].isascii():
        return "".join(words)[-2:]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def language_name(code: str) -> str:
    return get_language_info(code)["name_local"]
