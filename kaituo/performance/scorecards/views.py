"""The page on which a person finds her own cards."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.ui.fragments import render_page

from .live import sheet_of
from .models import Scorecard
from .own import earlier_of, present_of


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Today's cards, live, and those before them."""
    if not may(request.user, VIEW, Scorecard):
        raise PermissionDenied
    today = timezone.localdate()
    sheets = [sheet_of(card, today) for card in present_of(request.user, today)]
    context = {"sheets": sheets, "earlier": earlier_of(request.user, today), "currency": base_currency()}
    return render_page(request, "scorecards/mine.html", context)
