"""The screens of webhooks. A new secret is shown once, to whoever makes the subscription or renews its secret."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Facts, Page, Related, Timeline
from kaituo.foundation.screens.screen import Screen, url_of
from kaituo.foundation.screens.views.form import FormView
from kaituo.foundation.screens.views.verb import VerbView
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .choices import ACTIVE_TONES, STATE_TONES
from .forms import SubscriptionForm
from .models import Delivery, Subscription


class SubscriptionFormView(FormView):
    def post(self, request: HttpRequest) -> HttpResponse:
        is_new = self.row.pk is None
        response = super().post(request)
        if not is_new or self.row.pk is None or response.status_code >= 400:
            return response
        return show_secret(request, self.row, self.row.secret)


class SubscriptionVerbView(VerbView):
    def done(self, result: Any) -> HttpResponse:
        if self.verb.name != actions.renew_secret.verb.name:
            return super().done(result)
        return show_secret(self.request, self.row, result)


def show_secret(request: HttpRequest, row: Subscription, secret: str) -> HttpResponse:
    """On a page of its own, or in the dialog from which it was asked for; kept by no cache."""
    template = "webhooks/secret_dialog.html" if request.htmx else "webhooks/secret.html"
    shown = render_page(request, template, {"row": row, "secret": secret, "back": url_of(row)})
    shown.headers["Cache-Control"] = "no-store"
    return shown


class SubscriptionScreen(Screen):
    model = Subscription
    slug = "webhooks"
    group, icon, order = "office", "webhook", 82
    table = Columns("name", "url", Badge("is_on", tones=ACTIVE_TONES), "owner", "failed_count", hidden=("created_at", "updated_at"))
    filters = ("is_on", "owner")
    finds = ("name", "url")
    form = SubscriptionForm
    form_view, verb_view = SubscriptionFormView, SubscriptionVerbView
    shown_once = {"create": "secret", "renew_secret": "secret"}
    page = Page(
        Facts("url", "facts", Badge("is_on", tones=ACTIVE_TONES), "owner", "failed_count", "former_until_at"),
        Related("deliveries", "fact", Badge("state", tones=STATE_TONES), "attempt_count", "response_code", "problem", "created_at"),
        beside=(Timeline(),),
    )
    buttons = (actions.pause, actions.resume, actions.renew_secret)
    bulk = (archive,)


class DeliveryScreen(Screen):
    model = Delivery
    slug = "webhook-messages"
    table = Columns(
        "fact",
        "subscription",
        Badge("state", tones=STATE_TONES),
        "attempt_count",
        "response_code",
        "duration_ms",
        "problem",
        "next_try_at",
        "delivered_at",
        hidden=("created_at",),
    )
    filters = ("subscription", "state", "created_at")
    finds = ("fact", "subscription__name")
    page = Page(
        Facts(
            "subscription",
            "fact",
            Badge("state", tones=STATE_TONES),
            "attempt_count",
            "response_code",
            "duration_ms",
            "problem",
            "next_try_at",
            "delivered_at",
        ),
        beside=(Timeline(),),
    )
    buttons = (actions.send_again,)
    forward = buttons
    bulk = (actions.send_again,)
