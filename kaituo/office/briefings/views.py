"""What no screen gives of briefings: the paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.ui.paper import answer, known_language

from .models import Briefing
from .papers import print_briefing


@require_GET
def paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    briefing = fetch(request.user, Briefing.objects.select_related("team", "owner"), pk=pk)
    return answer(print_briefing(briefing, known_language(language)), f"briefing-{briefing.label}")
