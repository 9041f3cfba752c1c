"""The screen of conference services, and the conferences on the page of a meeting."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import CHANGE, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Panel, Part, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.views.form import FormView

from . import actions
from .choices import TONES
from .forms import ConferenceServiceForm
from .models import ConferenceService
from .platforms import SERVICES


class Trial(Part):
    """How it went when it was last tried, and the button that tries it."""

    template = "conferences/trial.html"

    def context(self, row: ConferenceService, user: User) -> dict | None:
        return {"kind": row.kind}


class ConferenceServiceFormView(FormView):
    """First the service is chosen, because what is to be entered follows from it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.row.pk is None and request.GET.get("service") not in SERVICES:
            return self.render("choose", {"services": SERVICES.values()})
        return super().get(request)


class ConferenceServiceScreen(Screen):
    model = ConferenceService
    slug = "conference-services"
    group, icon, order = "office", "video", 79
    teaches = _("Connect Zoom, Teams or Tencent Meeting once, and whoever plans a meeting makes its link with one tap.")
    table = Columns("name", "service_label", Badge("is_on", tones=TONES), Badge("is_working", tones=TONES), "said_plainly", "tried_at")
    filters = ("is_on",)
    finds = ("name",)
    form, form_view = ConferenceServiceForm, ConferenceServiceFormView
    page = Page(Trial(), Facts("service_label", Badge("is_on", tones=TONES), "tried_at", "said_plainly"), beside=(Timeline(),))
    buttons = (actions.pause, actions.resume)
    bulk = (archive,)
    is_plain = True


class Conferences(Panel):
    """The conferences of the meeting, and a button for each service that can make one."""

    on = "meetings.Meeting"
    template = "conferences/meeting.html"
    title = _("Video conference")
    is_first = True

    def context(self, row: models.Model, user: User) -> dict | None:
        links = {link.service_id: link for link in row.conference_links.select_related("service")}
        may_change = row.is_planned and may(user, CHANGE, row)
        services = [each for each in ConferenceService.objects.active().filter(is_on=True).order_by("pk") if each.kind] if may_change else []
        ready = [link for link in links.values() if link.is_ready]
        offered = [(each, links.get(each.pk)) for each in services if each.pk not in {link.service_id for link in ready}]
        return {"ready": ready, "offered": offered, "may_change": may_change} if ready or offered else None
