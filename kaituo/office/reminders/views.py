"""“Remind me” on the page of a record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import NoAccessDeclared, fetch
from kaituo.foundation.screens.screen import model_of, url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.formats import instant
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .forms import RemindForm
from .models import Reminder


def begin_view(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    row = _row(request, label, pk)
    form = RemindForm(request.POST or None, row=row, by=request.user)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("due_at", "text", "rhythm")}
        reminder = actions.remind(row, by=request.user, **chosen)
        return go_to(request, url_of(row) or url_of(reminder), _("You will be reminded: %(at)s") % {"at": instant(reminder.due_at, "short")})
    mine = Reminder.objects.open().filter(owner=request.user, model=label, record_id=pk).order_by("due_at")[:5]
    context = {"form": form, "row": row, "label": label, "mine": mine}
    return render_page(request, "reminders/begin.html", context, "dialog", status=422 if form.errors else 200)


def _row(request: HttpRequest, label: str, pk: int):
    """Only of what the person may see."""
    try:
        return fetch(request.user, model_of(label)._default_manager.all(), pk=pk)
    except (LookupError, ValueError, NoAccessDeclared) as error:
        raise Http404 from error
