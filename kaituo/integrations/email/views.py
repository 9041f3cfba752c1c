"""Trying a mailbox, looking into it now; writing a letter, and answering one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaituo.foundation.identity.access import CHANGE, demand, fetch, may
from kaituo.foundation.records.files import ALLOWED
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.fragments import render_page

from . import actions, occasions, trying
from .models import Letter, Mailbox
from .occasions import MODELS, Occasion
from .schedule import look_at
from .ways import may_send
from .writing_form import WriteForm


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


@require_http_methods(["GET", "POST"])
def write_view(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    if label not in MODELS:
        raise Http404
    row = fetch(request.user, MODELS[label].objects.active(), CHANGE, pk=pk)
    return _writing(request, occasions.about(row, request.user), url_of(row))


@require_http_methods(["GET", "POST"])
def answer_view(request: HttpRequest, pk: int) -> HttpResponse:
    letter = fetch(request.user, Letter.objects.settled().select_related("account", "lead", "opportunity"), pk=pk)
    demand(request.user, CHANGE, letter.about)
    return _writing(request, occasions.answering(letter, request.user), url_of(letter))


def _writing(request: HttpRequest, occasion: Occasion, back: str) -> HttpResponse:
    if not may(request.user, "create", Letter):
        raise PermissionDenied
    form = WriteForm(request.POST or None, request.FILES or None, occasion=occasion, by=request.user)
    if request.method == "POST" and form.is_valid() and _written(form, request):
        said = _("The letter waits for its moment.") if form.cleaned_data["send_at"] else _("The letter is on its way.")
        return go_to(request, back, said)
    context = {"form": form, "occasion": occasion, "back": back, "may_send": may_send(request.user), "allowed": ",".join(ALLOWED)}
    return render_page(request, "email/write.html", context, status=422 if form.errors else 200)


def _written(form: WriteForm, request: HttpRequest) -> bool:
    """Whether it could be kept; a refusal stands in the form."""
    try:
        actions.write(form.occasion, by=request.user, **form.inputs())
    except ValidationError as refusal:
        put_errors(form, refusal)
        return False
    return True
