"""A person's own cards: hers and those of the teams she answers for."""

from datetime import date

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User

from .models import Scorecard

SHOWN, EARLIER = 4, 24
SHORT_FIRST = {"week": 0, "month": 1, "quarter": 2, "year": 3}


def present_of(user: User, today: date) -> list[Scorecard]:
    """The shortest period first."""
    rows = visible(user, Scorecard.objects.on(today)).filter(owner=user).select_related("template", "template_version", "person", "team")
    return sorted(rows, key=lambda card: SHORT_FIRST[card.template.span])[:SHOWN]


def earlier_of(user: User, today: date) -> list[Scorecard]:
    rows = visible(user, Scorecard.objects.active()).filter(owner=user, ends_on__lte=today)
    return list(rows.select_related("template", "template_version", "person", "team").order_by("-starts_on", "pk")[:EARLIER])
