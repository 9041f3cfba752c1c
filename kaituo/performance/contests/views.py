"""What no screen gives of contests: the board by itself, for the wall of an office, and the wish about one's own name."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page

from .actions.deciding import choose_ranking
from .choices import ContestState
from .models import Contest, RankingWish
from .parts import board_context
from .places import place_of


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    contest = fetch(request.user, Contest.objects.all(), pk=pk)
    if contest.state in (ContestState.DRAFT, ContestState.CALLED_OFF):
        raise Http404
    return render_page(request, "contests/board.html", {"row": contest, "context": board_context(contest, request.user)}, block="board")


@require_GET
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Her own place and those of her people, as a block of the first page shows them."""
    contest = fetch(request.user, Contest.objects.all(), pk=pk)
    if contest.state in (ContestState.DRAFT, ContestState.CALLED_OFF):
        raise Http404
    context = board_context(contest, request.user)
    return render_page(
        request, "contests/place.html", {"row": contest, "c": context, "place": place_of(context["board"], request.user)}, block="place"
    )


@require_POST
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """With or without her own name, on all boards."""
    contest = fetch(request.user, Contest.objects.all(), pk=pk)
    if not may(request.user, "create", RankingWish):
        raise PermissionDenied
    is_unnamed = request.POST.get("name") == "no"
    choose_ranking(is_unnamed, by=request.user)
    said = _("Others now see your place without your name.") if is_unnamed else _("Your name stands on boards again.")
    return go_to(request, url_of(contest), said)
