"""The pages of tasks that no Screen can say: all boards, and the one tap that ticks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from kaituo.foundation.identity.access import fetch, may
from kaituo.foundation.screens.screen import url_of
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.fragments import render_page

from . import actions
from .models import ChecklistItem, Project, Task
from .overview import shelves


@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    if not may(request.user, "view", Task):
        raise PermissionDenied
    context = {"shelves": shelves(request.user), "may_create": may(request.user, "create", Project)}
    return render_page(request, "tasks/boards.html", context)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of a checklist; once more takes the tick off."""
    item = fetch(request.user, ChecklistItem.objects.select_related("task"), "change", pk=pk)
    actions.tick(item, by=request.user)
    return go_to(request, url_of(item.task))


@require_POST
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    task, text = fetch(request.user, Task.objects.all(), "change", pk=pk), request.POST.get("text", "").strip()[:300]
    if text:
        actions.add_item(task, by=request.user, text=text)
    return go_to(request, url_of(task))
