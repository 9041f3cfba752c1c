"""What stands on the page of a briefing: its figures, each opening into its records, and its chapters to be mended."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import lies_on_days
from kaituo.foundation.screens.parts import Part
from kaituo.foundation.screens.screen import SCREENS
from kaituo.foundation.ui.moves import written
from kaituo.office.insights.figures import may_read
from kaituo.office.insights.links import entries_url

from .figures import Figure
from .models import Briefing, Chapter
from .papers import change


class Figures(Part):
    """As they were kept. A figure opens into the records of today, as far as one may see them."""

    template = "briefings/parts/figures.html"
    title = _("Figures")

    def context(self, row: Briefing, user: User) -> dict[str, Any]:
        found = [figure for each in row.figures if (figure := Figure.of(each))]
        return {"lines": [(figure, change(figure), _opens(figure, row, user)) for figure in found], "written": written}


def _opens(figure: Figure, row: Briefing, user: User) -> str:
    measure = figure.measure
    if not lies_on_days(measure) or not may_read(user, measure):
        return ""
    return entries_url(measure.name, row.period.start, row.period.end, {"team": row.team_id} if row.team_id else None)


class Chapters(Part):
    template = "briefings/parts/chapters.html"

    def context(self, row: Briefing, user: User) -> dict[str, Any]:
        return {"chapters": list(row.chapters.active()), "may_write": row.is_draft and may(user, "change", row), "verb": _verb}


def _verb(row: Chapter, name: str) -> str:
    return SCREENS[row._meta.label].url("verb", row.pk, name)
