"""A person's deputies: who acts for her, for whom she acts, and the form that names another."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaituo.foundation.approvals.actions import end_delegation
from kaituo.foundation.approvals.models import Delegation
from kaituo.foundation.identity.access import fetch
from kaituo.foundation.identity.models import Helping
from kaituo.foundation.screens.views.base import put_errors
from kaituo.foundation.ui.fragments import render_page
from kaituo.team.people.actions import end_help

from ..actions.deputies import name_deputy
from ..forms import DeputyForm
from ..queries import deputies_of, represented_by


@require_http_methods(["GET", "POST"])
def deputies_view(request: HttpRequest) -> HttpResponse:
    form = DeputyForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            name_deputy(form.delegation, by=request.user, with_records=form.cleaned_data.get("with_records", False))
        except ValidationError as refusal:
            put_errors(form, refusal)
        else:
            messages.success(request, _("%(person)s stands in for you.") % {"person": form.cleaned_data["delegate"]})
            return redirect("identity:deputies")
    context = {"form": form, "deputies": deputies_of(request.user), "represented": represented_by(request.user)}
    return render_page(request, "administration/deputies.html", context, status=422 if form.errors else 200)


@require_POST
def end_deputy_view(request: HttpRequest, pk: int) -> HttpResponse:
    return _ended(request, fetch(request.user, Delegation.objects.all(), "end_delegation", pk=pk), end_delegation)


@require_POST
def end_helper_view(request: HttpRequest, pk: int) -> HttpResponse:
    return _ended(request, fetch(request.user, Helping.objects.all(), "end_help", pk=pk), end_help)


def _ended(request: HttpRequest, row: Model, end: Callable) -> HttpResponse:
    try:
        end(row, by=request.user)
        messages.success(request, _("Ended."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("identity:deputies")
