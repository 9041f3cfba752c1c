"""Keeps the scores of leads in step with what is known of them and with the rules."""

from collections.abc import Iterable

from kaituo.foundation.records import clock

from .engine.scoring import Rule, score
from .models import Lead, ScoreRule

BATCH = 1000


def rules() -> list[Rule]:
    return [row.rule for row in ScoreRule.objects.in_order()]


def score_leads(leads: Iterable[Lead], by_rules: list[Rule]) -> int:
    """Reckons and writes what differs. Returns how many did."""
    changed = [lead for lead in leads if _differs(lead, by_rules)]
    for lead in changed:
        lead.version, lead.updated_at = lead.version + 1, clock.now()
    Lead.objects.bulk_update(changed, ["score", "score_steps", "version", "updated_at"], batch_size=BATCH)
    return len(changed)


def score_all() -> int:
    """After a rule changed: every open lead."""
    known, last, count = rules(), 0, 0
    while rows := list(Lead.objects.open().select_related("product").filter(pk__gt=last).order_by("pk")[:BATCH]):
        count, last = count + score_leads(rows, known), rows[-1].pk
    return count


def _differs(lead: Lead, by_rules: list[Rule]) -> bool:
    before = (lead.score, lead.score_steps)
    lead.score, steps = score(lead.facts(), by_rules)
    lead.score_steps = [[step.name, step.points] for step in steps]
    return before != (lead.score, lead.score_steps)
