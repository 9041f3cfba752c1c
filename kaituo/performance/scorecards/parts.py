"""What stands on a card's and a template's page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part

from .live import sheet_of
from .models import Scorecard

HISTORY = 12


class CardSheet(Part):
    """The indicators with their scores, how the total comes about, and what one more would change."""

    template = "scorecards/parts/sheet.html"
    title = _("How the score comes about")

    def context(self, row: Scorecard, user: User) -> dict | None:
        return {"sheet": sheet_of(row, timezone.localdate()), "currency": base_currency()}


class CardHistory(Part):
    """The same template's cards of the periods before."""

    template = "scorecards/parts/history.html"
    title = _("Earlier periods")

    def context(self, row: Scorecard, user: User) -> dict | None:
        rows = visible(user, Scorecard.objects.active()).filter(template=row.template_id, person=row.person_id, team=row.team_id)
        cards = list(rows.filter(starts_on__lt=row.starts_on).select_related("template_version")[:HISTORY])
        points = [float(card.total) for card in reversed(cards) if card.total is not None]
        return {"cards": cards, "points": points if len(points) > 1 else []} if cards else None


class VersionFaults(Part):
    """What a draft still lacks before it can be released."""

    template = "scorecards/parts/faults.html"
    title = _("Weights")

    def context(self, row, user: User) -> dict | None:
        rows = list(row.indicators.all())
        total = sum(each.weight for each in rows)
        return {"total": total, "is_whole": total == 100, "rows": rows}
