"""The wall, where people thank, read and applaud."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaituo.foundation.identity.access import VIEW, fetch, may
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .forms import ThanksForm
from .models import Recognition
from .wall import said_to, wall_of


@require_http_methods(["GET", "POST"])
def wall(request: HttpRequest) -> HttpResponse:
    """`?value=3`, `?person=7` narrow it, `?before=…` goes on; posted, somebody is thanked."""
    if not may(request.user, VIEW, Recognition):
        raise PermissionDenied
    form = ThanksForm(request.user, request.POST or None, initial={"person": request.GET.get("to")})
    if request.method == "POST" and form.is_valid() and _thanked(request, form):
        return go_to(request, address("culture-wall"), _("It stands on the wall, and %(person)s knows.") % {"person": form.cleaned_data["person"]})
    may_thank = may(request.user, "create", Recognition)
    context = {
        "wall": wall_of(request.user, request.GET.dict()),
        "form": form,
        "may_thank": may_thank,
        "is_open": bool(form.errors or "to" in request.GET),
    }
    return render_page(request, "culture/wall.html", context, block="posts", status=422 if form.errors else 200)


def _thanked(request: HttpRequest, form: ThanksForm) -> bool:
    data = form.cleaned_data
    try:
        actions.thank(data["person"], data["value"], data["deed"], by=request.user, about=data["link"])
    except ValidationError as refusal:
        put_errors(form, refusal)
    return form.is_valid()


@require_POST
def cheer(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, Recognition.objects.all(), "cheer", pk=pk)
    actions.cheer(row, by=request.user)
    context = {"row": said_to(request.user).get(pk=row.pk)}
    return render_page(request, "culture/cheer.html", context, block="cheer")
