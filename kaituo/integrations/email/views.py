"""Trying a mailbox, and looking into it now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaituo.foundation.identity.access import fetch

from . import trying
from .models import Mailbox
from .schedule import look_at


@require_POST
def try_view(request: HttpRequest, pk: int) -> HttpResponse:
    box = fetch(request.user, Mailbox.objects.all(), "change", pk=pk)
    show = messages.success if trying.try_out(box, by=request.user) else messages.error
    show(request, box.said_plainly())
    return redirect("email-mailbox-page", box.pk)


@require_POST
def look_view(request: HttpRequest, pk: int) -> HttpResponse:
    box = fetch(request.user, Mailbox.objects.active(), "change", pk=pk)
    look_at.enqueue(box.pk)
    messages.success(request, _("The mailbox is being looked at. What comes of it stands here in a moment."))
    return redirect("email-mailbox-page", box.pk)
