"""What leads do when something happens: they are scored anew."""

from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import RECORD_ARCHIVED, RECORD_CHANGED, RECORD_CREATED, RECORD_MERGED, RECORD_RESTORED
from kaituo.foundation.records.models import Event

from .events import LEAD_CAPTURED
from .kinds import LEAD
from .models import Lead
from .scoring import rules, score_all, score_leads

KNOWN = (LEAD,)
"""On the shelf before the first event."""
belonging("leads.Lead", lambda person: Lead.objects.open().filter(owner=person))


@during(RECORD_CREATED, RECORD_CHANGED, RECORD_MERGED, LEAD_CAPTURED, subject="leads.Lead")
def score_what_changed(events: list[Event]) -> None:
    ids = {event.subject_id for event in events}
    score_leads(Lead.objects.filter(pk__in=ids).select_related("product").order_by("pk"), rules())


@after(RECORD_CREATED, RECORD_CHANGED, RECORD_ARCHIVED, RECORD_RESTORED, subject="leads.ScoreRule")
def score_by_new_rules(events: list[Event]) -> None:
    score_all()
