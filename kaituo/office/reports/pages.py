"""The pages of a saved report and of a dashboard."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import may
from kaituo.foundation.screens.views.page import PageView
from kaituo.performance.goals.board import teams_in_reach

from .engine.definition import Definition, Faulty
from .models import Report
from .models.dashboard import HIGHEST, WIDEST
from .previewing import build_address, previewed
from .shelf import is_marked
from .spans import WORDS
from .tiles import common_of, title_of
from .wording import said


class ReportPage(PageView):
    """A saved report, run for whoever looks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.fetch(pk)
        try:
            shown = previewed(request, report.asked())
        except Faulty as fault:
            shown = {"sheet": None, "fault": said(fault), "definition": Definition(""), "query": ""}
        context = self.context(report, self.verbs(report)) | shown
        context |= {"currency": base_currency(), "build": build_address(shown["definition"], report if context["may_change"] else None)}
        context |= {"is_marked": is_marked(request.user, report=report), "may_make": may(request.user, "create", Report)}
        return self.render("page", context)


class DashboardPage(PageView):
    """The frame; every tile asks for itself, so that a slow one keeps no other waiting."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        dashboard = self.fetch(pk)
        teams = [(str(team.pk), team.name) for team in teams_in_reach(request.user, timezone.localdate())]
        context = self.context(dashboard, self.verbs(dashboard)) | {"common": common_of(request.GET, dashboard.span), "spans": WORDS, "teams": teams}
        context |= {"tiles": [(tile, tile.title or title_of(tile)) for tile in dashboard.tiles.active().select_related("report")]}
        context |= {"is_arranged": context["may_change"] and "arrange" in request.GET, "limits": (WIDEST, HIGHEST)}
        return self.render("page", context, block="tiles")
