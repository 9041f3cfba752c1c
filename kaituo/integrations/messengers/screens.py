"""The screens of messaging services."""

from django.http import HttpRequest, HttpResponse

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Part, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.views.form import FormView

from . import actions
from .choices import TONES
from .forms import OutletForm
from .models import Outlet
from .vendors import VENDORS


class Trial(Part):
    """How it went when it was last tried, and the button that tries it."""

    template = "messengers/trial.html"

    def context(self, row: Outlet, user) -> dict | None:
        return {"vendor": row.vendor}


class OutletFormView(FormView):
    """First the service is chosen, because what is to be entered follows from it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.row.pk is None and request.GET.get("service") not in VENDORS:
            return self.render("choose", {"vendors": VENDORS.values(), "heading": self.screen.noun})
        return super().get(request)


class OutletScreen(Screen):
    model = Outlet
    slug = "messaging-services"
    group, icon, order = "office", "messages", 78
    table = Columns("name", "service_label", "team", Badge("is_on", tones=TONES), Badge("is_working", tones=TONES), "said_plainly", "tried_at")
    filters = ("is_on", "team")
    finds = ("name",)
    form, form_view = OutletForm, OutletFormView
    page = Page(
        Trial(),
        Facts("service_label", "team", "kinds_said", Badge("is_on", tones=TONES), "tried_at", "said_plainly"),
        beside=(Timeline(),),
    )
    buttons = (actions.pause, actions.resume)
    bulk = (archive,)
    is_plain = True
