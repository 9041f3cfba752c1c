"""Tells the formats of a page in what the organisation keeps its books; asked only where an amount in English is drawn."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.ui.formats import books_kept_in


class HouseCurrency:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with books_kept_in(SimpleLazyObject(base_currency)):
            return self.get_response(request)
