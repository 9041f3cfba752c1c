"""What every view of a Screen shares: the screen, the person, and how a refusal is told."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views import View

from kaituo.foundation.identity.access import VIEW, fetch
from kaituo.foundation.ui.fragments import render_page

from ..screen import Screen


class ScreenView(View):
    screen: Screen | None = None
    request: HttpRequest

    def fetch(self, pk: int, verb: str = VIEW) -> Model:
        return fetch(self.request.user, self.screen.model._default_manager.all(), verb, pk=pk)

    def render(self, template: str, context: dict[str, Any], block: str | None = None, status: int = 200) -> HttpResponse:
        context = {"screen": self.screen, **context}
        response = render_page(self.request, self.screen.template(template), context, block)
        response.status_code = status
        return response


def toast(response: HttpResponse, text: str, tone: str = "good", **triggers: Any) -> HttpResponse:
    """Have the browser say what happened; further triggers ring on the page."""
    said = {"toast": {"text": str(text), "tone": tone}}
    response.headers["HX-Trigger"] = json.dumps({**json.loads(response.headers.get("HX-Trigger", "{}")), **said, **triggers})
    return response


def go_to(request: HttpRequest, address: str, text: str = "") -> HttpResponse:
    """Send the browser on, from a page or from a dialog alike; the text is said on arrival."""
    if text:
        messages.success(request, text)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def put_errors(form: Any, error: ValidationError) -> None:
    """Show a verb's refusal at the field it names, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
