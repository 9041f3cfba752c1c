"""Around every page: in what the organisation keeps its books, and what of the device its pages may use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.ui.formats import books_kept_in

PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=(), bluetooth=()"
"""Photos and positions of visits are for our own pages alone, never for one that somebody would put into a frame; of the rest nothing is used."""


class HouseCurrency:
    """Asked only where an amount in English is drawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with books_kept_in(SimpleLazyObject(base_currency)):
            return self.get_response(request)


class DevicePermissions:
    """Says so with every answer (https://www.w3.org/TR/permissions-policy/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
