"""Leads an administrator whose installation has no organisation yet from the first page to the first steps."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kaituo.foundation.company.models import Organisation

from .actions.installation import administers


class FirstSteps:
    """Asks only on the first page, so that nothing else pays for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and administers(request.user) and not Organisation.objects.exists():
            return redirect("administration:first_steps")
        return self.get_response(request)
