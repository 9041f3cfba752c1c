"""The quick form over any page: what a rep writes down between two customers."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaituo.foundation.identity.access import may
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.views.base import go_to, put_errors
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .forms import LogForm
from .logging_form import offers, quick_form
from .models import Activity


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """`?account=12&opportunity=7` names the customer beforehand."""
    if not may(request.user, "create", Activity):
        raise PermissionDenied
    account, opportunity = (_key(request.GET.get(name, "")) for name in ("account", "opportunity"))
    form = quick_form(request.user, account, opportunity, request.POST or None)
    if request.method == "POST" and form.is_valid() and _logged(form, request):
        return go_to(request, _where_it_was_opened(request), _("Written down: %(record)s") % {"record": form.instance})
    context = {"form": form, "offers": offers(request.user), "account": account, "opportunity": opportunity}
    return render_page(request, "activities/log.html", context, "dialog", 422 if request.method == "POST" else 200)


def _key(text: str) -> int | None:
    return int(text) if is_id(text) else None


def _where_it_was_opened(request: HttpRequest) -> str:
    """The form lies over a page, and leaves it where it was."""
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{here.path}?{here.query}" if here.path.startswith("/") and not here.path.startswith("//") else address("activities-activity-list")


def _logged(form: LogForm, request: HttpRequest) -> bool:
    """Whether it could be written; a refusal stands in the form."""
    try:
        actions.log(form.instance, by=request.user)
    except ValidationError as refusal:
        put_errors(form, refusal)
        return False
    return True
