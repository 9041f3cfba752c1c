"""Currencies: code, number of minor digits and a symbol, taken from py-moneyed's list and CLDR.

Amounts live in `money.py`; how an amount is printed for a reader's language is decided by the templates.
"""

from dataclasses import dataclass
from functools import cache

import moneyed
from babel.numbers import get_currency_symbol

# In this locale the yuan is ¥ and every other currency keeps a symbol nobody can mistake for it (US$, JP¥).
SYMBOL_LOCALE = "zh_Hans_CN"


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency; `minor_digits` is 2 for yuan and 0 for yen."""

    code: str
    minor_digits: int
    symbol: str

    def __str__(self) -> str:
        return self.code


@cache
def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code in capitals. Raises ValueError for a code nobody uses."""
    try:
        known = moneyed.get_currency(code)
    except moneyed.CurrencyDoesNotExist as error:
        raise ValueError(f"unknown currency code: {code!r}") from error
    # The list's sub-unit is a power of ten for every currency: one for yen, a hundred for yuan, a thousand for dinars.
    return Currency(known.code, len(str(known.sub_unit)) - 1, get_currency_symbol(known.code, locale=SYMBOL_LOCALE))
