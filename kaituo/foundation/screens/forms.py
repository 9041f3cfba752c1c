"""The form of a record: relations are chosen among the rows one may see, sensitive fields are left out, the seen version travels along."""

from typing import Any

from django import forms
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory, modelform_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import shows, visible
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import Membership, Team, User
from kaituo.foundation.records.changes import plain
from kaituo.foundation.records.models import CustomField, Record

from .models import SavedView
from .parts import Lines
from .percent import speak_percent
from .screen import Screen

CUSTOM = "extra_"
FEW = 100
"""A relation with more rows than this is chosen by searching, not from a list."""


class LookupSelect(forms.Select):
    """Draws only the chosen option; the rest is searched for on the server at `data-lookup`."""

    def __init__(self, label: str) -> None:
        super().__init__({"data-lookup": label})

    def optgroups(self, name, value, attrs=None):
        chosen = [each for each in value if each]
        rows = self.choices.queryset.filter(pk__in=[pk for pk in chosen if str(pk).isdigit()]) if chosen else []
        options = [self.create_option(name, "", "---------", not chosen, 0)]
        options += [self.create_option(name, row.pk, str(row), True, index + 1) for index, row in enumerate(rows)]
        return [(None, [option], index) for index, option in enumerate(options)]


def form_class(screen: Screen) -> type[ModelForm]:
    return screen.form or modelform_factory(screen.model, fields=screen.fields, formfield_callback=form_field)


def form_field(field: models.Field, **options) -> forms.Field | None:
    """Days get the browser's own picker; long texts a box that leaves room for the rest of the form."""
    scheme = {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
    found = field.formfield(**scheme, **options)
    if isinstance(found, forms.CharField) and isinstance(found.widget, forms.Textarea):
        found.widget.attrs["rows"] = 4
    if field.name == "number" and field.blank and found is not None:
        found.widget.attrs["placeholder"] = _("Numbered by itself")
    if isinstance(found, forms.DateField):
        found.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return found


class Offers:
    """The rows that relations offer to a person. Like forms drawn together, the lines of an order, share one, so that each relation is counted once."""

    def __init__(self, by: User) -> None:
        self.by = by
        self._has_many: dict[str, bool] = {}

    def prepare(self, form: forms.BaseForm) -> forms.BaseForm:
        """Narrow every relation to what the person may see; search instead of listing where there are many rows."""
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._narrow(name, field)
        return form

    def _narrow(self, name: str, field: forms.ModelChoiceField) -> None:
        model = field.queryset.model
        rows = _people(field.queryset) if model is User else visible(self.by, field.queryset)
        field.queryset = rows.active() if hasattr(rows, "active") else rows
        is_drawn_whole = isinstance(field, forms.ModelMultipleChoiceField) or field.widget.is_hidden
        if not is_drawn_whole and self._are_many(name, field.queryset):
            field.widget = LookupSelect(model._meta.label)
            field.widget.choices = field.iterator(field)
            field.widget.is_required = field.required

    def _are_many(self, name: str, rows: models.QuerySet) -> bool:
        if name not in self._has_many:
            self._has_many[name] = len(rows.order_by()[: FEW + 1].values_list("pk")) > FEW
        return self._has_many[name]


def _people(offered: models.QuerySet) -> models.QuerySet:
    """Of those that the form offers; of a form that offers nobody, everybody who may sign in."""
    everybody = User.objects.people().filter(is_active=True)
    return everybody if offered.query.is_empty() else everybody.filter(pk__in=offered.values("pk"))


def prepare(form: forms.BaseForm, by: User) -> forms.BaseForm:
    return Offers(by).prepare(form)


def _choose(form: ModelForm, screen: Screen) -> None:
    """Where there is one company of ours, or a pipeline that comes first, a new record need not be asked which."""
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and (field.required or name in screen.presets) and not form.initial.get(name):
            rows = field.queryset if name in screen.firsts else field.queryset.order_by()
            found = rows[:2].values_list("pk", flat=True)
            if len(found) == 1 or (found and name in screen.firsts):
                form.initial[name] = found[0]


def bind_form(
    screen: Screen, row: models.Model, by: User, data=None, files=None, initial: dict[str, Any] | None = None, *, in_percent: bool = False
) -> ModelForm:
    """The form over a row, ready to be drawn or checked; `in_percent` as people speak of shares, else as fractions."""
    form = form_class(screen)(data, files, instance=row, initial=initial)
    form.by = by
    for name in list(form.fields):
        if shows(by, screen.model, name) != Shows.FULL:
            del form.fields[name]
    prepare(form, by)
    if in_percent:
        speak_percent(form)
    if row.pk is None:
        _choose(form, screen)
    if isinstance(row, Record):
        _add_custom_fields(form, row)
        if row.pk:
            form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version, required=False)
    return form


def bind_field(screen: Screen, row: models.Model, name: str, by: User, data=None) -> ModelForm:
    """One field of a row as a form of its own, with the version the person saw."""
    form = modelform_factory(screen.model, fields=[name], formfield_callback=form_field)(data, instance=row, auto_id=f"id_{row.pk}_%s")
    prepare(form, by)
    if isinstance(row, Record):
        form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version, required=False)
    return form


class SavedViewForm(ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "team", "is_for_all", "is_default"]

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, **options)
        own = Membership.objects.on(timezone.localdate()).filter(user=by)
        self.fields["team"].queryset = Team.objects.filter(pk__in=own.values("team_id"))


CUSTOM_FIELDS = {
    "text": forms.CharField,
    "number": forms.DecimalField,
    "date": forms.DateField,
    "yes_no": forms.BooleanField,
}


def _add_custom_fields(form: ModelForm, row: Record) -> None:
    for custom in CustomField.objects.active().of(type(row)):
        required = custom.is_required and custom.kind != "yes_no"
        options = {"label": custom.name, "required": required, "initial": row.extra.get(custom.key)}
        if custom.kind == "choice":
            field = forms.ChoiceField(choices=[("", "---------"), *((each, each) for each in custom.choices)], **options)
        else:
            field = CUSTOM_FIELDS[custom.kind](**options)
        form.fields[f"{CUSTOM}{custom.key}"] = field


def values_of(form: ModelForm) -> dict[str, Any]:
    """What a valid form sets: the model's fields, with the custom ones gathered in `extra`."""
    names = {field.name for field in form._meta.model._meta.get_fields()}
    values = {name: form.cleaned_data[name] for name in form.changed_data if name in names and name != "version"}
    custom = {name.removeprefix(CUSTOM): plain(value) for name, value in form.cleaned_data.items() if name.startswith(CUSTOM)}
    if custom:
        values["extra"] = {**form.instance.extra, **custom}
    return values


class LineFormSet(BaseInlineFormSet):
    """Lines of a parent, each form narrowed like the parent's."""

    offers: Offers
    in_percent = False

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        self.offers.prepare(form)
        if self.in_percent:
            speak_percent(form)


def bind_lines(lines: Lines, parent: models.Model, by: User, data=None, *, in_percent: bool = False) -> LineFormSet:
    formset_class = inlineformset_factory(
        type(parent),
        lines.model,
        fields=lines.fields,
        fk_name=lines.through,
        formset=type("BoundLines", (LineFormSet,), {"offers": Offers(by), "in_percent": in_percent}),
        formfield_callback=form_field,
        extra=0 if parent.pk else lines.extra,
        can_delete=True,
    )
    return formset_class(data, instance=parent, prefix=lines.model._meta.model_name)
