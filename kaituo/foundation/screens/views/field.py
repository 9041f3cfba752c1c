"""One field of one record in its place: its form, the value written, a masked value shown to whoever may see it."""

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import demand
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.records import actions
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.records.remarks import reveal

from ..columns import Column, shown
from ..forms import bind_field
from ..theirs import told
from .base import ScreenView, put_errors


class FieldView(ScreenView):
    """GET: the field's form. POST: writes it and shows the value; a second editor is told what the first one changed."""

    def dispatch(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        self.column = next((each for each in self.screen.table.all() if each.name == name), Column(name).bind(self.screen.model))
        if name not in self.screen.inline or shown(request.user, self.screen.model, name) != Shows.FULL:
            raise Http404
        self.row = self.fetch(pk, "change")
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("edit", form=self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.again(form)
        try:
            self.write(form)
        except Stale as stale:
            return self.show_theirs(form, stale)
        except ValidationError as refusal:
            put_errors(form, refusal)
            return self.again(form)
        return self.show("value")

    def form(self, data=None) -> ModelForm:
        return bind_field(self.screen, self.row, self.column.name, self.request.user, data)

    def write(self, form: ModelForm) -> None:
        """Only another's change of the same field stands in the way; what else she changed is not touched by ours."""
        values = {self.column.name: form.cleaned_data[self.column.name]}
        self.row = self.fetch(self.row.pk, "change")
        try:
            actions.change(self.row, values, by=self.request.user, version=form.cleaned_data.get("version"))
        except Stale as stale:
            if self.column.name in stale.theirs:
                raise
            actions.change(self.row, values, by=self.request.user, version=self.row.version)

    def again(self, form: ModelForm) -> HttpResponse:
        """The form with its errors, still inside the cell that it would have replaced."""
        response = self.show("edit", form=form, status=422)
        response.headers["HX-Reswap"] = "innerHTML"
        return response

    def show_theirs(self, form: ModelForm, stale: Stale) -> HttpResponse:
        """The person's own value again, over the newest version, with what stands there now; saving again puts it on top."""
        self.row = self.fetch(self.row.pk, "change")
        data = self.request.POST.copy()
        data["version"] = str(self.row.version)
        form = self.form(data)
        for label, then, now in told(self.row, stale, self.request.user):
            said = {"field": label, "then": then or "—", "now": now or "—"}
            form.add_error(None, f"{stale} {_('%(field)s: %(then)s → %(now)s. Save again to put yours in its place.') % said}")
        return self.again(form)

    def show(self, block: str, status: int = 200, **more) -> HttpResponse:
        context = {"row": self.row, "column": self.column, "cell": self.column.cell(self.row), **more}
        return self.render("field", context, block=block, status=status)


class RevealView(ScreenView):
    """POST: the full value of a field that the person's role shows masked. The look is an event."""

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        row = self.fetch(pk)
        if shown(request.user, self.screen.model, name) == Shows.HIDDEN or name not in self.screen.model.access.sensitive:
            raise Http404
        demand(request.user, "reveal", row)
        reveal(row, name, by=request.user)
        column = Column(name).bind(self.screen.model)
        return self.render("field", {"row": row, "column": column, "cell": column.cell(row)}, block="revealed")
