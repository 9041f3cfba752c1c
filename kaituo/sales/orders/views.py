"""The PDF of a quote or order, for whoever may see it."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.ui.paper import answer, known_language

from .models import Order, Quote
from .papers import print_document


@require_safe
def quote_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return _paper(request, Quote, pk, language)


@require_safe
def order_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return _paper(request, Order, pk, language)


def _paper(request: HttpRequest, model: type[Model], pk: int, language: str) -> HttpResponse:
    language = known_language(language)
    document = fetch(request.user, model._default_manager.select_related("account", "contact", "owner", "legal_entity"), pk=pk)
    return answer(print_document(document, language), f"{document.pk}-{language}")
