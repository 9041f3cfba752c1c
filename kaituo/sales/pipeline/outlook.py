"""The forecast page's numbers: per person, what her deals of a period add up to, and what was said about them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kaituo.foundation.company.books import Converter
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period

from .engine.forecast import Deal, Forecast, forecast
from .mapping import CategoryMap
from .models import ForecastSubmission, Opportunity


@dataclass(frozen=True)
class PersonOutlook:
    person: User
    forecast: Forecast
    submission: ForecastSubmission | None


def outlook(period: Period, user: User) -> list[PersonOutlook]:
    """Everyone with deals or a forecast in the period, among what the user may see; by name. Raises RateMissing for a currency without a rate."""
    deals = _deals(period, user)
    said = {
        each.owner_id: each
        for each in visible(user, ForecastSubmission.objects.filter(period=period.label))
        .select_related("owner")
        .prefetch_related("adjustments__made_by")
    }
    people = User.objects.filter(pk__in=deals.keys() | said.keys() | {user.pk}).order_by("sort_key", "pk")
    return [PersonOutlook(person, forecast(deals.get(person.pk, [])), said.get(person.pk)) for person in people]


def _deals(period: Period, user: User) -> dict[int, list[Deal]]:
    converter, mapping, today = Converter(), CategoryMap(period), timezone.localdate()
    found: dict[int, list[Deal]] = defaultdict(list)
    for row in visible(user, Opportunity.objects.forecast_in(period)).select_related("stage"):
        found[row.owner_id].append(_deal(row, converter, mapping, row.won_on or today))
    return found


def _deal(row: Opportunity, converter: Converter, mapping: CategoryMap, day: date) -> Deal:
    amount, weighted = (converter.to_base(value, row.currency, day) for value in (row.amount, row.weighted_amount()))
    return Deal(mapping.of_deal(row).value, amount, weighted)
