"""Every night: what the forecast says of each person for the periods around, and how each deal stands. Only what differs from the night before is written."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind

from .choices import Outcome
from .engine.forecast import Forecast
from .models import DealStanding, ForecastSnapshot, Opportunity
from .outlook import outlook

BATCH = 1000
AHEAD = (PeriodKind.MONTH, PeriodKind.QUARTER)


def periods_around(day: date) -> list[Period]:
    """The month, quarter and year of the day, and the month and quarter after them."""
    current = [Period.containing(day, kind) for kind in (*AHEAD, PeriodKind.YEAR)]
    return [*current, *(Period.containing(day, kind).next() for kind in AHEAD)]


@transaction.atomic
def keep(on: date) -> int:
    """Keep how the forecast stands at the end of the day; doing it again changes nothing. Returns how many rows were written.

    Raises RateMissing for a currency without a rate.
    """
    return sum(_keep_sums(period, on) for period in periods_around(on)) + _keep_deals(on)


def _keep_sums(period: Period, on: date) -> int:
    now = {
        row.person.pk: (row.forecast, row.submission.counted_amount() if row.submission else None) for row in outlook(period, User.objects.system())
    }
    held = {row.owner_id: row.worth for row in latest(ForecastSnapshot.objects.filter(period=period.label), "owner")}
    nothing = (Forecast(), None)
    wanted = {who: now.get(who, nothing) for who in now.keys() | held.keys()}
    rows = [
        ForecastSnapshot(taken_on=on, period=period.label, owner_id=who, said_amount=said, **asdict(forecast))
        for who, (forecast, said) in wanted.items()
        if held.get(who, nothing) != (forecast, said)
    ]
    return _write(rows, ["period", "owner", "taken_on"], [*Forecast.__dataclass_fields__, "said_amount"])


def _write(rows: list[ForecastSnapshot], unique: list[str], values: list[str]) -> int:
    """A day taken twice is written over."""
    ForecastSnapshot.objects.bulk_create(rows, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=values)
    return len(rows)


def latest(rows, by: str) -> Iterable:
    """The newest row of each."""
    return rows.filter(pk__in=rows.order_by().values(by).annotate(last=Max("pk")).values("last"))


def _keep_deals(on: date) -> int:
    """Deals that are open, or were touched since the last night."""
    last = DealStanding.objects.aggregate(last=Max("taken_on"))["last"]
    since = timezone.make_aware(datetime.combine(last, time.min)) if last else None
    touched = Q(won_on__isnull=True, lost_on__isnull=True, archived_at__isnull=True) | (Q(updated_at__gte=since) if since else Q(pk__gt=0))
    ids = list(Opportunity.objects.filter(touched).order_by("pk").values_list("pk", flat=True))
    return sum(_keep_some(ids[start : start + BATCH], on) for start in range(0, len(ids), BATCH))


def _keep_some(ids: list[int], on: date) -> int:
    held = {row.opportunity_id: row.worth for row in latest(DealStanding.objects.filter(opportunity__in=ids), "opportunity")}
    now = [standing_of(deal, on) for deal in Opportunity.objects.filter(pk__in=ids)]
    return len(DealStanding.objects.bulk_create([row for row in now if held.get(row.opportunity_id) != row.worth]))


def standing_of(deal: Opportunity, on: date) -> DealStanding:
    values = {name: getattr(deal, name) for name in ("stage_id", "category", "amount", "currency")}
    counts_on = deal.won_on or deal.expected_on
    return DealStanding(opportunity=deal, taken_on=on, outcome=outcome_of(deal), counts_on=counts_on, **values)


def outcome_of(deal: Opportunity) -> Outcome:
    if not deal.is_active:
        return Outcome.GONE
    return Outcome.WON if deal.won_on else Outcome.LOST if deal.lost_on else Outcome.OPEN
