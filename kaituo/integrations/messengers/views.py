"""Trying a connection, and the page on which a person says what she is called at each service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.ui.fragments import render_page

from . import actions, trying
from .forms import HandlesForm
from .models import Handle, Outlet


@require_POST
def try_view(request: HttpRequest, pk: int) -> HttpResponse:
    outlet = fetch(request.user, Outlet.objects.all(), "change", pk=pk)
    if trying.try_out(outlet, by=request.user):
        messages.success(request, _("The test message was taken: %(said)s") % {"said": outlet.said_plainly()})
    else:
        messages.error(request, _("The test message did not arrive: %(said)s") % {"said": outlet.said_plainly()})
    return redirect("messengers-outlet-page", outlet.pk)


def handles_view(request: HttpRequest) -> HttpResponse:
    known = dict(Handle.objects.filter(person=request.user).values_list("service", "value"))
    form = HandlesForm(request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        actions.be_called(form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("notices:preferences")
    return render_page(request, "messengers/handles.html", {"form": form}, status=422 if form.errors else 200)
