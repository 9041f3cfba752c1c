"""A NUL in what is asked or sent is dropped before any view reads it: no person types one, and PostgreSQL keeps no text with one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"


class WithoutNulls:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Callable, _args: tuple, _named: dict[str, Any]) -> None:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = cleaned(request.GET)
        if request.method == "POST" and any(NUL in text for _name, texts in request.POST.lists() for text in texts):
            request.POST = cleaned(request.POST)


def cleaned(sent: QueryDict) -> QueryDict:
    """The same values in the same order, without a NUL in any of them; it cannot be changed either."""
    kept = QueryDict(mutable=True)
    for name, texts in sent.lists():
        kept.setlist(name, [text.replace(NUL, "") for text in texts])
    kept._mutable = False
    return kept
