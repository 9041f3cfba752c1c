"""What makes a won deal in a contest doubtful: won on a day that was written down after the end, or won and then reopened or lost."""

from datetime import date, datetime

from django.utils import timezone

from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.spans import begins
from kaituo.performance.contests.choices import Doubt
from kaituo.performance.contests.models import Contest
from kaituo.performance.contests.suspicions import Suspicion
from kaituo.sales.pipeline.events import OPPORTUNITY_REOPENED
from kaituo.sales.pipeline.models import Opportunity

from .orders import booked_after

DEAL = Opportunity._meta.label


def doubtful_deals(contest: Contest, entries: list[Entry], people: set[int]) -> list[Suspicion]:
    if not any(part.startswith("pipeline.") for part in {entry.measure for entry in entries} | {contest.measure}):
        return []
    return [*_back_dated(contest, entries), *_reversed(contest, people)]


def _back_dated(contest: Contest, entries: list[Entry]) -> list[Suspicion]:
    credited = {(entry.source_id, entry.person_id) for entry in entries if entry.source_type == DEAL and entry.person_id}
    written = booked_after(DEAL, {deal for deal, _person in credited}, begins(contest.period.end))
    deals = Opportunity.objects.in_bulk(list(written))
    return [
        Suspicion(Doubt.BACK_DATED, person, (DEAL, deal), ((DEAL, deal),), _words(deals[deal], deals[deal].won_on, written=written[deal]))
        for deal, person in sorted(credited)
        if deal in deals and deals[deal].won_on
    ]


def _reversed(contest: Contest, people: set[int]) -> list[Suspicion]:
    """Reopened after they had been won within the contest; what became of them since does not matter."""
    rows = Event.objects.filter(name=OPPORTUNITY_REOPENED.name, subject_type=DEAL, at__gte=begins(contest.starts_on)).order_by("pk")
    undone: dict[int, tuple[date, date]] = {}
    for deal, at, changes in rows.values_list("subject_id", "at", "changes"):
        before = changes.get("won_on", [None])[0]
        if before and contest.starts_on.isoformat() <= before <= contest.last_on.isoformat():
            undone[deal] = (date.fromisoformat(before), timezone.localdate(at))
    deals = Opportunity.objects.filter(pk__in=undone, owner__in=people).select_related("stage")
    return [
        Suspicion(Doubt.REVERSED, each.owner_id, (DEAL, each.pk), ((DEAL, each.pk),), _words(each, undone[each.pk][0], undone=undone[each.pk][1]))
        for each in deals
    ]


def _words(deal: Opportunity, day: date, *, written: datetime | None = None, undone: date | None = None) -> dict[str, str]:
    more = {"written": timezone.localdate(written).isoformat()} if written else {}
    more |= {"undone": undone.isoformat(), "why": str(deal.stage)} if undone else {}
    return {"record": f"{deal.number} {deal.name}", "day": day.isoformat(), **more}
