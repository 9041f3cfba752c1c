"""The currencies one may trade in."""

from kaituo.foundation.kernel.currency import currency

TRADED = (
    "CNY",
    "USD",
    "EUR",
    "HKD",
    "JPY",
    "GBP",
    "TWD",
    "SGD",
    "KRW",
    "AUD",
    "CAD",
    "CHF",
    "INR",
    "THB",
    "VND",
    "MYR",
    "IDR",
    "PHP",
    "RUB",
    "BRL",
    "MXN",
    "AED",
)
CURRENCIES = [(code, code) for code in TRADED if currency(code)]
