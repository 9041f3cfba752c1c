"""What follows from a re-balancing: a new one reckons its moves at once, and whoever gives customers away hears of it."""

from collections import Counter

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event

from .events import REBALANCED, REBALANCING_UNDONE
from .models import Rebalancing, RebalancingMove
from .suggesting import suggest_moves

ASKED = {"territory", "team", "goal", "most_moves", "keeps_protected", "keeps_deals", "quiet_days"}
GIVES = kind(
    "balance.gives", _("Customers given away in a re-balancing"), _("%(actor)s gave %(count)s of your customers to others: %(what)s"), "scale"
)
BACK = kind(
    "balance.back",
    _("Re-balancings that were taken back"),
    _("%(actor)s took back a re-balancing in which you had received customers: %(what)s"),
    "scale",
)


@during(RECORD_CREATED, RECORD_CHANGED, subject="balance.Rebalancing")
def reckon(events: list[Event]) -> None:
    """By the rights of whoever asks for it."""
    for event in events:
        if event.name == RECORD_CREATED.name or ASKED & set(event.changes):
            suggest_moves(Rebalancing.objects.get(pk=event.subject_id), event.actor)


@during(REBALANCED)
def tell_givers(events: list[Event]) -> None:
    for event in events:
        _tell(event, "giver", GIVES)


@during(REBALANCING_UNDONE)
def tell_receivers(events: list[Event]) -> None:
    for event in events:
        _tell(event, "receiver", BACK)


def _tell(event: Event, side: str, what: object) -> None:
    """One notice a person, with the number of customers. Whoever receives them hears of it as of any record."""
    moves = RebalancingMove.objects.filter(rebalancing=event.subject_id, hand_over__isnull=False).values_list(side, flat=True)
    counts = Counter(moves)
    people = User.objects.in_bulk(counts)
    words = {"what": str(Rebalancing.objects.get(pk=event.subject_id))}
    tell_many([(people[pk], what, None, {"count": count, **words}) for pk, count in counts.items() if pk != event.actor_id], by=event.actor)
