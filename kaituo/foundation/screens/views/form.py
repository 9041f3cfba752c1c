"""The form that creates or changes a record, its lines with it. It writes through the verbs `create` and `change`."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.records import actions
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entering
from kaituo.foundation.records.refusals import Doubtful, Stale

from ..forms import LineFormSet, bind_form, bind_lines, values_of
from ..theirs import told
from .base import ScreenView, go_to, put_errors


class FormView(ScreenView):
    """Without a pk it creates. A second editor is shown what the first one changed, and may then save on top of it."""

    def dispatch(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if not self.screen.may_be_created_here:
            raise Http404
        if pk is None and not may(request.user, "create", self.screen.model):
            raise PermissionDenied(_("You are not allowed to create: %(kind)s") % {"kind": self.screen.noun})
        self.row = self.fetch(pk, "change") if pk else self.screen.model()
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = bind_form(self.screen, self.row, request.user, initial=self.initial(), in_percent=True)
        return self.show(form, self.bound_lines())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = bind_form(self.screen, self.row, request.user, request.POST, request.FILES, in_percent=True)
        lines = self.bound_lines(request.POST)
        if not (form.is_valid() and all([each.is_valid() for each in lines])):
            return self.show(form, lines, status=422)
        is_new = self.row.pk is None
        try:
            row = self.save(form, lines)
        except (Stale, ValidationError) as refusal:
            return self.refused(form, lines, refusal)
        said = _("%(record)s was created.") if is_new else _("%(record)s was saved.")
        return go_to(request, self.screen.url("page", row.pk), said % {"record": row})

    def refused(self, form: ModelForm, lines: list[LineFormSet], refusal: Stale | ValidationError) -> HttpResponse:
        """A new record that was written and refused after all is new again."""
        if "pk" not in self.kwargs:
            self.row.pk, self.row._state.adding = None, True
        if isinstance(refusal, Stale):
            return self.show_theirs(refusal)
        if isinstance(refusal, Doubtful):
            return self.show(form, lines, status=422, doubt=refusal)
        put_errors(form, refusal)
        return self.show(form, lines, status=422)

    def initial(self) -> dict:
        """What the address says beforehand: `?account=12`; a new record belongs to whoever makes it."""
        known = {field.name for field in self.screen.model._meta.get_fields()}
        owner = {"owner": self.request.user.pk} if self.row.pk is None and "owner" in known else {}
        return {**owner, **{name: value for name, value in self.request.GET.items() if name in known}}

    def bound_lines(self, data=None) -> list[LineFormSet]:
        return [bind_lines(lines, self.row, self.request.user, data, in_percent=True) for lines in self.screen.lines]

    @transaction.atomic
    def save(self, form: ModelForm, lines: list[LineFormSet]) -> Model:
        by = self.request.user
        with entering(Door.FORM, accepts_doubts="accepts_doubts" in self.request.POST):
            row = self.write(form)
        for formset in lines:
            formset.instance = row
            save_lines(formset, by=by)
        if any(formset.has_changed() for formset in lines):
            actions.count_version(row)
        return row

    def write(self, form: ModelForm) -> Model:
        by, values = self.request.user, values_of(form)
        if self.row.pk is not None:
            return actions.change(self.row, values, by=by, version=form.cleaned_data.get("version"))
        form.instance.extra = values.get("extra", {})
        return actions.create(form.instance, by=by)

    def show(self, form: ModelForm, lines: list[LineFormSet], status: int = 200, **more) -> HttpResponse:
        put_focus(form)
        titles = [each.title for each in self.screen.lines]
        context = {"form": form, "row": self.row, "lines": list(zip(titles, lines, strict=True)), **more}
        return self.render("form", context, status=status)

    def show_theirs(self, stale: Stale) -> HttpResponse:
        """The person's own input again, over the newest version, beside what others changed."""
        self.row = self.fetch(self.row.pk, "change")
        data = self.request.POST.copy()
        data["version"] = str(self.row.version)
        form = bind_form(self.screen, self.row, self.request.user, data, self.request.FILES, in_percent=True)
        form.is_valid()
        conflict = {"stale": stale, "theirs": told(self.row, stale, self.request.user)}
        return self.show(form, self.bound_lines(self.request.POST), status=409, **conflict)


def save_lines(formset: LineFormSet, *, by) -> None:
    """Create, change or remove the lines of a parent through the verbs."""
    for form in formset.forms:
        if not form.has_changed():
            continue
        line = form.instance
        if formset.can_delete and form.cleaned_data.get("DELETE"):
            if line.pk:
                actions.remove_line(line, by=by)
            continue
        if line.pk:
            actions.change(line, values_of(form), by=by)
        else:
            setattr(line, formset.fk.name, formset.instance)
            actions.create(line, by=by)


def put_focus(form: ModelForm) -> None:
    """The cursor waits in the first wrong field, or in the first field where that must be filled."""
    fields = form.visible_fields()
    wrong = next((field for field in fields if field.errors), None)
    first = wrong or (fields[0] if fields and fields[0].field.required else None)
    if first is not None:
        first.field.widget.attrs["autofocus"] = True
