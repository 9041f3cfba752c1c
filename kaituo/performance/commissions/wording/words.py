"""Numbers, measures and lists as the sentences of a plan say them."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import pgettext

from kaituo.foundation.kernel.money import Money
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.ui import formats

DIGITS = 4


def share(value: Decimal) -> str:
    return formats.percent(value, DIGITS)


def money(amount: Decimal, currency: str) -> str:
    return formats.money(Money(amount, currency))


def measure_said(name: str) -> str:
    return str(MEASURES[name].label) if name in MEASURES else name


def measures_said(names: Iterable[str]) -> str:
    return joined([measure_said(name) for name in names])


def joined(parts: Iterable[str]) -> str:
    return pgettext("between the parts of a list", ", ").join(parts)
