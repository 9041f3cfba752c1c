"""The first page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kaituo.foundation.screens.agenda import SOURCES
from kaituo.foundation.ui.fragments import render_page

from .blocks import blocks_for
from .selling import sells, today_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    blocks = blocks_for(request.user)
    wide = [(block, context) for block, context in blocks if block.is_wide]
    narrow = [(block, context) for block, context in blocks if not block.is_wide]
    return render_page(request, "home/home.html", {"wide": wide, "narrow": narrow, "today": timezone.localdate()})


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The list of what to do now, of one kind where asked: `?kind=deals`."""
    kind = request.GET.get("kind", "")
    if not sells(request.user) or kind not in {"", *SOURCES}:
        raise Http404
    return render_page(request, "home/today.html", {"context": today_of(request.user, kind)}, "matters")
