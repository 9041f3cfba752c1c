"""How a person arranges a list for herself: its columns, and views kept under a name."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ..actions import keep_view, remove_view
from ..forms import SavedViewForm
from ..listing import Listing
from ..models import ColumnChoice, SavedView
from .base import ScreenView, go_to

PASSING = ("key", "view")
"""Parts of an address that a saved view does not keep."""


class ColumnsView(ScreenView):
    """GET: the dialog with every column offered. POST `column` (many, in order); none: back to the standard."""

    def get(self, request: HttpRequest) -> HttpResponse:
        listing = Listing(self.screen, request.user, QueryDict())
        named = [column.name for column in listing.columns]
        everything = self.screen.table.for_user(request.user, [column.name for column in self.screen.table.all()])
        rest = [column for column in everything if column.name not in named]
        context = {"chosen": listing.columns, "rest": rest, "back": request.GET.urlencode()}
        return self.render("columns", context, block="dialog" if request.htmx else None)

    def post(self, request: HttpRequest) -> HttpResponse:
        known = {column.name for column in self.screen.table.for_user(request.user, [each.name for each in self.screen.table.all()])}
        chosen = [] if "standard" in request.POST else [name for name in request.POST.getlist("column") if name in known]
        ColumnChoice.keep(request.user, self.screen.label, chosen)
        back = QueryDict(request.POST.get("back", "")).urlencode()
        return go_to(request, f"{self.screen.url('list')}?{back or 'view=all'}")


class SaveView(ScreenView):
    """The dialog that keeps the present address under a name."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(SavedViewForm(by=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SavedViewForm(request.POST, by=request.user)
        if not form.is_valid():
            return self.show(form, status=422)
        query = self.kept(request.POST.get("query", ""))
        view = SavedView(owner=request.user, screen=self.screen.label, query=query, **form.cleaned_data)
        keep_view(view, by=request.user)
        return go_to(request, f"{self.screen.url('list')}?{query}", _("The view “%(name)s” was saved.") % {"name": view.name})

    def kept(self, text: str) -> str:
        query = QueryDict(text, mutable=True)
        for name in PASSING:
            query.pop(name, None)
        return query.urlencode() or "view=all"

    def show(self, form: SavedViewForm, status: int = 200) -> HttpResponse:
        query = self.request.POST.get("query") or self.request.GET.urlencode()
        context = {"form": form, "query": query}
        return self.render("save_view", context, block="dialog" if self.request.htmx else None, status=status)


class RemoveView(ScreenView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = get_object_or_404(SavedView.objects.offered_to(request.user, self.screen.label), pk=pk)
        if view.owner_id != request.user.pk:
            raise PermissionDenied(_("This view belongs to somebody else."))
        remove_view(view, by=request.user)
        return go_to(request, f"{self.screen.url('list')}?view=all", _("The view “%(name)s” was removed.") % {"name": view.name})
