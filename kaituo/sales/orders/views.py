"""The PDF of a quote or order, for whoever may see it."""

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kaituo.foundation.identity.access import fetch

from .models import Order, Quote
from .papers import print_document


@require_safe
def quote_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return _paper(request, Quote, pk, language)


@require_safe
def order_paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return _paper(request, Order, pk, language)


def _paper(request: HttpRequest, model: type[Model], pk: int, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    document = fetch(request.user, model._default_manager.select_related("account", "contact", "owner", "legal_entity"), pk=pk)
    response = HttpResponse(print_document(document, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{document.pk}-{language}.pdf"'
    return response
