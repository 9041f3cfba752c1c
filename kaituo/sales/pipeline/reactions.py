"""What the pipeline does when its own records are written: a deal's amount follows its lines, and a new deal's first stage is remembered."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import COMMENTED, LINE_REMOVED, RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.follow_ups import follow_up

from .chances.reckoning import reckon_later
from .events import LINES_SUMMED, OPPORTUNITY_ADVANCED, OPPORTUNITY_LOST, OPPORTUNITY_REASSIGNED, OPPORTUNITY_REOPENED, OPPORTUNITY_WON
from .mapping import remember
from .models import ChanceLearning, Opportunity, OpportunityLine, Stage, StageChange

BATCH = 500
BY_HAND = 50
"""More deals at once are an import or a batch, and wait for the night."""
MOVED = (OPPORTUNITY_ADVANCED, OPPORTUNITY_WON, OPPORTUNITY_LOST, OPPORTUNITY_REOPENED, OPPORTUNITY_REASSIGNED)
OF_DEAL = {"pipeline.Opportunity": "account_id"}

belonging("pipeline.Opportunity", lambda person: Opportunity.objects.open().filter(owner=person), goes_with="account_id")
follow_up("deal", _("New opportunity"), facts=(RECORD_CREATED,), of=OF_DEAL)
follow_up("deal_moved", _("Opportunity moved to another stage"), facts=(OPPORTUNITY_ADVANCED,), of=OF_DEAL)
follow_up("deal_remark", _("Remark on an opportunity"), facts=(COMMENTED,), of=OF_DEAL)


@during(RECORD_CREATED, subject="pipeline.Opportunity")
def remember_first_stage(events: list[Event]) -> None:
    born = {event.subject_id: event.actor_id for event in events}
    for start in range(0, len(born), BATCH):
        rows = Opportunity.objects.filter(pk__in=list(born)[start : start + BATCH]).only("pk", "stage_id", "stage_entered_at")
        StageChange.objects.bulk_create(
            [StageChange(opportunity=row, to_stage_id=row.stage_id, at=row.stage_entered_at, by_id=born[row.pk]) for row in rows]
        )


@during(RECORD_CREATED, RECORD_CHANGED, subject="pipeline.Stage")
def remember_categories(events: list[Event]) -> None:
    """A forecast keeps to the categories of its period's first day, so each is kept with the day from which it holds."""
    ids = {event.subject_id for event in events if event.name == RECORD_CREATED.name or "category" in event.changes}
    for stage in Stage.objects.filter(pk__in=ids):
        remember(stage, clock.today())


@during(RECORD_CREATED, RECORD_CHANGED, LINE_REMOVED, subject="pipeline.OpportunityLine")
def sum_the_lines(events: list[Event]) -> None:
    """A deal whose last line goes keeps its amount: somebody said it once."""
    removed = {event.changes["opportunity"][0] for event in events if event.name == LINE_REMOVED.name}
    written = [event.subject_id for event in events if event.name != LINE_REMOVED.name]
    deals = removed | set(OpportunityLine.objects.filter(pk__in=written).values_list("opportunity_id", flat=True))
    system = User.objects.system()
    for deal in Opportunity.objects.filter(pk__in=deals, lines__isnull=False).distinct():
        records.change(deal, {"amount": _sum(deal)}, by=system, says=LINES_SUMMED)


def _sum(deal: Opportunity) -> Decimal:
    return sum(OpportunityLine.objects.filter(opportunity=deal).values_list("amount", flat=True), Decimal(0))


@during(RECORD_CREATED, RECORD_CHANGED, LINES_SUMMED, *MOVED, subject="pipeline.Opportunity")
def reckon_again(events: list[Event]) -> None:
    """Whoever plans a next step sees within moments what it changes."""
    ids = sorted({event.subject_id for event in events})
    if len(ids) <= BY_HAND and ChanceLearning.objects.exists():
        reckon_later.enqueue(ids)
