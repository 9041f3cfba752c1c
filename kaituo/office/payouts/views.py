"""What a rep's open deals would pay her."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kaituo.foundation.ui.fragments import render_page

from .whatif import chances, pay_with


@require_GET
def whatif_view(request: HttpRequest) -> HttpResponse:
    """`?deal-12=50`: half of deal 12 is counted. Asked without any, each counts by its chance."""
    counted = chances(request.user, request.GET)
    context = {"chances": counted, **pay_with(request.user, counted)}
    return render_page(request, "payouts/whatif.html", context, block="outcome")
