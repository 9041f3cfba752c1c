"""Answers about the company that many contexts ask: its base currency, the worth of a currency on a day, its working calendar."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.money import round_half_up
from kaituo.foundation.records.refusals import Refused

from .models import ExchangeRate, Holiday, Organisation

CENTS = 2


class RateMissing(Refused, LookupError):
    """No rate of the currency is known on that day: a total would be a guess. Whoever writes such an amount is told so."""

    def __init__(self, currency: str, day: date) -> None:
        super().__init__(_("There is no exchange rate for %(currency)s on %(day)s.") % {"currency": currency, "day": day})
        self.currency, self.day = currency, day


def organisation() -> Organisation:
    """The one of this installation; unsaved with its defaults before set-up."""
    return Organisation.objects.order_by("pk").first() or Organisation(name="Kaituo")


def base_currency() -> str:
    return organisation().base_currency


def rate_on(currency: str, day: date, base: str = "") -> Decimal:
    """How much of the base currency one unit was worth on the day. Raises RateMissing."""
    if currency == (base or base_currency()):
        return Decimal(1)
    row = ExchangeRate.objects.filter(currency=currency, starts_on__lte=day).order_by("-starts_on").first()
    if row is None:
        raise RateMissing(currency, day)
    return row.rate


class Converter:
    """Converts many amounts with few queries: every rate is read once."""

    def __init__(self) -> None:
        self.base = base_currency()
        self.rates: dict[str, list[tuple[date, Decimal]]] = {}
        for row in ExchangeRate.objects.order_by("starts_on"):
            self.rates.setdefault(row.currency, []).append((row.starts_on, row.rate))

    def to_base(self, amount: Decimal, currency: str, day: date) -> Decimal:
        """The amount in the base currency, to the cent. Raises RateMissing."""
        if currency == self.base:
            return amount
        known = [rate for starts_on, rate in self.rates.get(currency, []) if starts_on <= day]
        if not known:
            raise RateMissing(currency, day)
        return round_half_up(amount * known[-1], CENTS)


def work_calendar() -> WorkCalendar:
    """Weekends, the company's holidays and its make-up workdays."""
    days = list(Holiday.objects.active())
    return WorkCalendar(
        holidays={row.day: row.name for row in days if not row.is_workday},
        make_up=frozenset(row.day for row in days if row.is_workday),
    )
