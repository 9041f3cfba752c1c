"""The screens of visits, and what stands of them on a customer's page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Calendar, Facts, Files, Lines, Page, Panel, Part, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen
from kaituo.foundation.screens.views.form import FormView
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions
from .choices import FLAG_TONES, JUDGEMENT_TONES, STATE_TONES, STEP_ICONS, Flag
from .forms import VisitForm
from .models import Frequency, Site, Visit, VisitRules, VisitStep, VisitType
from .places import place_of


def visits_herself(user: User) -> bool:
    return may(user, "check_in", Visit)


def sees_visits(user: User) -> bool:
    return may(user, "view", Visit)


register(MenuItem("field", _("My visits today"), "visits-day", "map-pin", 6, visits_herself, pinned=3, short=pgettext_lazy("tab", "Visits")))
register(MenuItem("field", _("Day by route"), "visits-plan", "route", 7, sees_visits))
register(MenuItem("field", _("Visit coverage"), "visits-coverage", "world", 31, sees_visits))
register(MenuItem("field", _("What is known of me"), "visits-known", "shield-lock", 60, visits_herself))


class VisitFormView(FormView):
    """A new visit is planned, so that it says so."""

    def save(self, form, lines: list) -> models.Model:
        return super().save(form, lines) if self.row.pk is not None else actions.plan(form.instance, by=self.request.user)


class Noticed(Part):
    """What was noticed, in words, with check-in and check-out."""

    template = "visits/noticed.html"

    def context(self, row: Visit, user: User) -> dict | None:
        flags = [(Flag(flag).label, FLAG_TONES[flag]) for flag in row.flags if flag in Flag.values]
        presences = list(row.presences.all())
        return {"flags": flags, "presences": presences} if flags or presences else None


class Shown(Part):
    """The evidence: photos, counts, prices, answers."""

    template = "visits/evidence.html"
    title = _("Evidence")

    def context(self, row: Visit, user: User) -> dict | None:
        found = list(row.evidence.select_related("step", "photo", "order", "receipt"))
        return {"evidence": found, "icons": STEP_ICONS} if found else None


class VisitScreen(Screen):
    model = Visit
    slug = "visits"
    group, icon, order = "field", "map-pin", 30
    quick = True
    teaches = _("Visits to customers stand here: planned, under way and made. Plan a day by route, and check in from the phone.")
    reads = ("account", "owner")
    sort = "-planned_on"
    table = Columns(
        "account",
        "planned_on",
        "at",
        "visit_type",
        "owner",
        Badge("state", tones=STATE_TONES),
        Badge("judgement", tones=JUDGEMENT_TONES),
        "noticed",
        "minutes",
        hidden=("contact", "what", "began_at", "ended_at", "done_on", "distance_m", "is_unplanned", "is_overdue", "summary"),
    )
    filters = ("state", "judgement", "owner", "team", "planned_on", "done_on", "visit_type", "is_unplanned", "tags")
    finds = ("what", "summary", "account__name", "account__sort_key")
    form = VisitForm
    form_view = VisitFormView
    page = Page(
        Noticed(),
        Facts(
            "account",
            "contact",
            "visit_type",
            "planned_on",
            "at",
            "owner",
            Badge("state", tones=STATE_TONES),
            "what",
            "minutes",
            "summary",
            "next_step",
            "next_on",
            Badge("judgement", tones=JUDGEMENT_TONES),
            "judged_by",
            "reason",
        ),
        Shown(),
        beside=(Files(), Timeline()),
    )
    calendar = Calendar(on="planned_on")
    sheet = Sheet(key="key", fields=("account", "visit_type", "planned_on", "at", "what", "owner"))
    buttons = (actions.accept, actions.refuse, actions.move, actions.cancel)
    forward = (actions.accept,)
    bulk = (actions.accept, actions.move, actions.cancel)


class VisitTypeScreen(Screen):
    model = VisitType
    slug = "visit-types"
    table = Columns("name", "minutes", "note", "position")
    sort = "position"
    fields = ("name", "minutes", "note", "position")
    lines = (Lines(VisitStep, ("kind", "name", "items", "is_required", "position"), through="visit_type", title=_("What is done, in order")),)
    page = Page(Facts("name", "minutes", "note"), Related("steps", "name", "kind", "is_required", "items"), beside=(Timeline(),))
    is_plain = True


class FrequencyScreen(Screen):
    model = Frequency
    slug = "visit-frequencies"
    table = Columns("account_class", "every_days")
    sort = "account_class"
    fields = ("account_class", "every_days")
    page = Page(Facts("account_class", "every_days"), beside=(Timeline(),))
    is_plain = True


class VisitRulesScreen(Screen):
    model = VisitRules
    slug = "visit-rules"
    table = Columns("begins_at", "ends_at", "tolerance_m", "accuracy_m", "position_days", "photo_days", "stamps_photos")
    fields = ("begins_at", "ends_at", "tolerance_m", "accuracy_m", "skew_minutes", "position_days", "photo_days", "stamps_photos", "speed_kmh")
    page = Page(Facts(*fields), beside=(Timeline(),))
    is_plain = True


class SiteScreen(Screen):
    model = Site
    slug = "customer-places"
    table = Columns("account", "latitude", "longitude", "source")
    filters = ("source",)
    finds = ("account__name", "account__sort_key")
    reads = ("account",)
    fields = ("account", "latitude", "longitude")
    page = Page(Facts("account", "latitude", "longitude", "source"), beside=(Timeline(),))
    sheet = Sheet(key="account", fields=("account", "latitude", "longitude"))
    is_plain = True


class VisitsOfAccount(Panel):
    """The last visits and the next ones, and where the customer is."""

    on = "customers.Account"
    template = "visits/of_account.html"
    title = _("Visits")
    size = 8

    def context(self, row: models.Model, user: User) -> dict | None:
        if not sees_visits(user):
            return None
        rows = visible(user, Visit.objects.active()).filter(account=row).select_related("owner", "visit_type").order_by("-planned_on", "-pk")
        site = visible(user, Site.objects.active()).filter(account=row).first()
        return {"visits": list(rows[: self.size]), "place": place_of(row), "site": site, "tones": STATE_TONES}
