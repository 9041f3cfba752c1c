"""What is shown when a request could not be answered: a page, a word for htmx, or a JSON problem, in the reader's language and without any detail of ours.

None of it asks the database, because the database may be what has failed.
"""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kaituo.config.outages import outage_of
from kaituo.foundation.identity.middleware import LANGUAGE_COOKIE, SPOKEN
from kaituo.foundation.ui.shell import THEME_COOKIE, THEMES
from kaituo.office.api.problems import problem

WAIT_SECONDS = 5


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return refusal(request, 413, _("This is too much at once"), _("What was sent is larger than the server takes. Nothing was saved."))
    return refusal(request, 400, _("This request cannot be read"), _("Nothing was saved. Please go back, load the page again and try once more."))


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the sentence that the refusing rule gave, if it gave one."""
    return refusal(request, 403, _("Not allowed"), str(exception) or _("You are not allowed to do that."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    said = _("The page was open for too long, or the browser keeps no cookies. Nothing was saved. Please load the page again.")
    return refusal(request, 403, _("This page is out of date"), said)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404, _("Not found"), _("There is nothing here, or you may not see it."))


def failed(request: HttpRequest) -> HttpResponse:
    """Called while the error is being dealt with, so that what it was can be asked."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return refusal(request, 500, _("Something went wrong"), _("This is a fault of the program. It was written to the log. Nothing was saved."))
    response = refusal(request, 503, _("Not available just now"), outage)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def refusal(request: HttpRequest, status: int, heading: Any, sentence: Any) -> HttpResponse:
    with translation.override(language_of(request)):
        if request.path.startswith("/api/"):
            return problem(status, str(sentence))
        if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
            toast = json.dumps({"toast": {"text": str(sentence), "tone": "bad"}})
            return HttpResponse(status=status, headers={"HX-Trigger": toast})
        return HttpResponse(page(request, str(heading), str(sentence)), status=status)


def language_of(request: HttpRequest) -> str:
    """The one that the request was found to speak; where it failed before that, the one switched to on this device."""
    chosen = getattr(request, "LANGUAGE_CODE", request.COOKIES.get(LANGUAGE_COOKIE, ""))
    return chosen if chosen in SPOKEN else translation.get_language() or settings.LANGUAGE_CODE


def page(request: HttpRequest, heading: str, sentence: str) -> str:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    around = {
        "language": translation.get_language(),
        "other_languages": [],
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "messages": [],
        "csrf_input": "",
    }
    # Rendered without the context processors: they would ask who the person is.
    found: str = engines["jinja"].env.get_template("ui/refusal.html").render(request=request, heading=heading, sentence=sentence, **around)
    return found
