"""The way from a figure that was read for a period to the entries it rests on."""

from typing import Any
from urllib.parse import urlencode

from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES

from .addresses import address_if_any


def entries_behind(measure: str, period: Period, **keys: Any) -> str:
    """`keys`: whose, such as person=7. Of a flow its entries of the period, of a level those that stand. Empty where the installation shows none."""
    base = address_if_any("insights-entries")
    if not base or measure not in MEASURES:
        return ""
    return f"{base}?{urlencode({'measure': measure, 'from': period.start, 'to': period.last_day, 'as': 'reading', **keys})}"
