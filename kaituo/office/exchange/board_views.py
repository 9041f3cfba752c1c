"""Bringing boards in through the browser: choose the file, see what it holds, bring it in."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from kaituo.foundation.identity.access import may
from kaituo.foundation.screens.views.base import go_to
from kaituo.foundation.ui.addresses import address
from kaituo.foundation.ui.fragments import render_page
from kaituo.team.tasks.bringing.plan import Unreadable
from kaituo.team.tasks.bringing.writing import People, board_of, new_tasks
from kaituo.team.tasks.models import Project

from . import boards
from .actions import refuse_outsiders
from .choices import BatchState
from .forms import BoardForm
from .views import open_batch


def refuse_who_makes_no_boards(request: HttpRequest) -> None:
    refuse_outsiders(request.user)
    if not may(request.user, "create", Project):
        raise PermissionDenied(_("You are not allowed to create: %(kind)s") % {"kind": Project._meta.verbose_name})


class BoardsView(View):
    def dispatch(self, request: HttpRequest) -> HttpResponse:
        refuse_who_makes_no_boards(request)
        return super().dispatch(request)

    def get(self, request: HttpRequest, form: BoardForm | None = None) -> HttpResponse:
        return render_page(request, "exchange/boards.html", {"form": form or BoardForm()}, status=422 if form else 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BoardForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.get(request, form)
        try:
            batch = boards.take_in(form.cleaned_data["file"], by=request.user)
        except (Unreadable, ValidationError) as error:
            form.add_error("file", str(error))
            return self.get(request, form)
        return HttpResponseRedirect(reverse("exchange:board-check", args=[batch.pk]))


class BoardCheckView(View):
    """What would be new, who is not known here, and what is wrong; POST brings it in."""

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.batch = open_batch(request.user, pk)
        if self.batch.slug != boards.SLUG or self.batch.state != BatchState.UPLOADED:
            raise Http404
        refuse_who_makes_no_boards(request)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        plan = boards.plan_of(self.batch)
        board = board_of(plan, request.user)
        context = {"batch": self.batch, "plan": plan, "board": board, "fresh": new_tasks(plan, board), "unknown": People().unknown(plan)}
        return render_page(request, "exchange/board_check.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            board = boards.bring_in(self.batch, by=request.user)
        except ValidationError:
            return self.get(request)
        return go_to(request, f"{address('tasks-task-board')}?board={board.pk}", _("Brought in: %(name)s") % {"name": board})
