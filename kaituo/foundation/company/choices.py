"""The closed lists of the company: the currencies one may trade in, and what happens above a credit limit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class CreditCheck(models.TextChoices):
    REFUSE = "refuse", _("Refuse the order")
    APPROVE = "approve", _("Ask for approval")
    WARN = "warn", _("Note it and go on")
