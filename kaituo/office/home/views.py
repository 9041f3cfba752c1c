"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.ui.fragments import render_page

from .blocks import blocks_for


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    blocks = blocks_for(request.user)
    wide = [(block, context) for block, context in blocks if block.is_wide]
    narrow = [(block, context) for block, context in blocks if not block.is_wide]
    return render_page(request, "home/home.html", {"wide": wide, "narrow": narrow, "today": timezone.localdate()})
