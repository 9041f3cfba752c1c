"""The pages about the interface: one's own tokens, and the description to read and try."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaituo.foundation.identity.access import fetch, may, visible
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .forms import TokenForm
from .models import Token


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """GET: the tokens the person may see. POST: makes one and shows its secret this once."""
    form = TokenForm(request.POST if request.method == "POST" else None, by=request.user)
    secret = ""
    if form.is_bound and form.is_valid():
        form.instance.person = request.user
        secret = actions.issue(form.instance, by=request.user)
        form = TokenForm(by=request.user)
    rows = visible(request.user, Token.objects.active().select_related("person")).order_by("-pk")
    context = {"heading": _("Access tokens"), "form": form, "secret": secret, "tokens": rows, "may_create": may(request.user, "create", Token)}
    response = render_page(request, "api/tokens.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = fetch(request.user, Token.objects.active(), "revoke", pk=pk)
    actions.revoke(token, by=request.user)
    return redirect("api-tokens")


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    return render_page(request, "api/docs.html", {"heading": _("Programming interface")})
