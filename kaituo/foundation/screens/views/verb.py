"""A verb's button: the dialog with its form, and the deed. Also the bulk bar, which does one verb to many rows, all or none."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm, Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import demand, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.records import actions
from kaituo.foundation.records.refusals import Stale
from kaituo.foundation.records.sharing import end_share, share
from kaituo.foundation.records.verbs import Verb, perform

from ..columns import shown
from ..filters import is_id
from ..forms import form_field, prepare
from ..theirs import told, told_of_many
from .base import ScreenView, go_to, put_errors

EVERYWHERE = {each.verb.name: each.verb for each in (actions.archive, actions.restore, share, end_share)}
"""The verbs that the page of every record that people enter themselves may offer."""
MOST = 1000
"""How many rows one bulk deed may touch; more go through an import."""


class VerbView(ScreenView):
    def dispatch(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        everywhere = EVERYWHERE if self.screen.is_archivable and self.screen.may_be_created_here else {}
        self.verb: Verb | None = self.screen.verbs.get(name) or everywhere.get(name)
        if self.verb is None:
            raise Http404
        self.row = self.fetch(pk)
        demand(request.user, self.verb.allow, self.row)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """What the address says beforehand stands in the form: `?line=12`."""
        form = self.form()
        form.initial |= {name: request.GET[name] for name in form.fields if name in request.GET}
        return self.show(form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        seen = request.POST.get("version", "")
        try:
            version = int(seen) if is_id(seen) else None
            result = perform(self.verb, self.row, by=request.user, version=version, inputs=dict(form.cleaned_data))
        except Stale as stale:
            return self.show(form, status=422, stale=stale, theirs=told(self.row, stale, request.user))
        except ValidationError as refusal:
            put_errors(form, refusal)
            return self.show(form, status=422)
        return self.done(result)

    def done(self, result: Any) -> HttpResponse:
        """Back to the record's page; a screen's own `verb_view` may show what the verb returned instead."""
        said = _("Done: %(verb)s, %(record)s") % {"verb": self.verb.label, "record": self.row}
        return go_to(self.request, self.screen.url("page", self.row.pk), said)

    def form(self, data=None, files=None) -> BaseForm:
        return bound_verb_form(self.verb, self.row, self.request.user, data, files)

    def show(self, form: BaseForm, status: int = 200, **conflict: Any) -> HttpResponse:
        context = {"verb": self.verb, "row": self.row, "form": form, **conflict}
        return self.render("verb", context, block="dialog" if self.request.htmx else None, status=status)


def bound_verb_form(verb: Verb, row, by, data=None, files=None) -> BaseForm:
    """The verb's form, which may ask `form.row` and `form.by`; an empty one where the verb has no inputs."""
    cls = verb.form or Form
    form = cls(data, files, instance=row) if issubclass(cls, ModelForm) else cls(data, files)
    form.row, form.by = row, by
    if hasattr(form, "meet"):
        form.meet(row, by)
    return prepare(form, by)


class PickedView(ScreenView):
    """What is done to the picked rows of a list: `row` (many). Access is asked once for the whole set."""

    def pick(self, verb: str) -> None:
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        ids = [pk for pk in data.getlist("row") if is_id(pk)][:MOST]
        self.rows = list(visible(self.request.user, self.screen.model._default_manager.filter(pk__in=ids), verb))
        self.skipped = len(set(ids)) - len(self.rows)

    def moved(self) -> list[tuple]:
        """The picked rows that others changed since the dialog was opened: (row, what was said of it, the changes)."""
        seen = dict(pair.split(":", 1) for pair in self.request.POST.getlist("seen") if ":" in pair)
        return told_of_many(self.rows, seen, self.request.user)

    def done(self, label: str) -> HttpResponse:
        said = ngettext("%(verb)s: %(count)s record", "%(verb)s: %(count)s records", len(self.rows))
        back = self.request.headers.get("HX-Current-URL", "").partition("?")[2]
        return go_to(self.request, f"{self.screen.url('list')}?{back or 'view=all'}", said % {"verb": label, "count": len(self.rows)})

    def shown(self, heading: str, address: str, form: BaseForm, status: int, is_danger: bool = False) -> HttpResponse:
        context = {"heading": heading, "address": address, "is_danger": is_danger, "rows": self.rows, "skipped": self.skipped, "form": form}
        context["moved"] = self.moved() if self.request.method == "POST" else []
        return self.render("bulk", context, block="dialog" if self.request.htmx else None, status=status)


class BulkView(PickedView):
    """One verb of the screen's `bulk`, to every picked row or to none."""

    def dispatch(self, request: HttpRequest, name: str) -> HttpResponse:
        offered = {function.verb.name: function.verb for function in self.screen.bulk}
        if name not in offered:
            raise Http404
        self.verb = offered[name]
        self.pick(self.verb.allow)
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(bound_verb_form(self.verb, None, request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = bound_verb_form(self.verb, None, request.user, request.POST, request.FILES)
        if not form.is_valid() or self.moved():
            return self.show(form, status=422)
        try:
            self.perform_all(dict(form.cleaned_data))
        except ValidationError as refusal:
            put_errors(form, refusal)
            return self.show(form, status=422)
        return self.done(self.verb.label)

    @transaction.atomic
    def perform_all(self, inputs: dict) -> None:
        for row in self.rows:
            perform(self.verb, row, by=self.request.user, version=None, inputs=inputs)

    def show(self, form: BaseForm, status: int = 200) -> HttpResponse:
        return self.shown(self.verb.label, self.screen.url("bulk", self.verb.name), form, status, self.verb.danger)


class BulkFieldView(PickedView):
    """One inline field of every picked row set to the same value."""

    def dispatch(self, request: HttpRequest, name: str) -> HttpResponse:
        if name not in self.screen.inline or shown(request.user, self.screen.model, name) != Shows.FULL:
            raise Http404
        self.name = name
        self.pick("change")
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid() or self.moved():
            return self.show(form, status=422)
        try:
            actions.change_many(self.rows, {self.name: form.cleaned_data[self.name]}, by=request.user)
        except ValidationError as refusal:
            put_errors(form, refusal)
            return self.show(form, status=422)
        return self.done(_("Change"))

    def form(self, data=None) -> BaseForm:
        """The field alone: what else a row needs, each row already has."""
        field = form_field(self.screen.model._meta.get_field(self.name))
        cls = type("FieldForm", (Form,), {self.name: field})
        return prepare(cls(data), self.request.user)

    def show(self, form: BaseForm, status: int = 200) -> HttpResponse:
        label = self.screen.model._meta.get_field(self.name).verbose_name
        return self.shown(_("Change: %(field)s") % {"field": label}, self.screen.url("bulk-field", self.name), form, status)
