"""The forms of reports: how one is kept, what a tile shows, when a report goes out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import Role, User
from kaituo.foundation.metrics.models import Entry
from kaituo.office.insights.figures import readable_measures

from .addresses import definition_of
from .choices import FrontPlace, TileKind
from .engine.definition import Faulty
from .models import Dashboard, Dispatch, Report
from .models.dashboard import WIDEST
from .ready import READY
from .wording import said

OPENED = ["name", "notes", "openness", "team", "role"]


class OpenedForm(forms.ModelForm):
    """A role is named here by whoever opens something for it, also by people who may not look into roles."""

    by: User

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = Role.objects.order_by("name")
        choices = [("", "---------"), *((role.pk, role.name) for role in roles)]
        self.fields["role"] = forms.TypedChoiceField(
            label=self.fields["role"].label, choices=choices, required=False, empty_value=None, coerce=lambda pk: roles.get(pk=pk)
        )


class ReportForm(OpenedForm):
    """`query` is the report as the builder wrote it."""

    query = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Report
        fields = OPENED

    def clean_query(self) -> str:
        text = self.cleaned_data["query"]
        if not text and self.instance.pk is None:
            raise ValidationError(_("Build the report first."))
        if text:
            try:
                self.instance.definition = definition_of(QueryDict(text)).as_saved()
            except Faulty as fault:
                raise ValidationError(said(fault)) from fault
        return text


class DashboardForm(OpenedForm):
    class Meta:
        model = Dashboard
        fields = [*OPENED, "is_first"]


class FrontForm(forms.Form):
    place = forms.ChoiceField(
        label=pgettext_lazy("of a dashboard", "Place"), choices=FrontPlace.choices, widget=forms.RadioSelect, initial=FrontPlace.BELOW
    )


class DispatchForm(forms.ModelForm):
    class Meta:
        model = Dispatch
        fields = ["report", "rhythm", "weekday", "month_day", "at", "paper"]
        widgets = {"at": forms.TimeInput({"type": "time"}, format="%H:%M")}


class TileForm(forms.Form):
    what = forms.ChoiceField(label=pgettext_lazy("of a dashboard", "Shows"))
    title = forms.CharField(
        label=pgettext_lazy("of a tile", "Title"), max_length=80, required=False, help_text=gettext_lazy("Left empty, its own name")
    )
    width = forms.TypedChoiceField(
        label=gettext_lazy("Width"), coerce=int, choices=[(each, f"{each}/{WIDEST}") for each in range(1, WIDEST + 1)], initial=2
    )

    def meet(self, _row: Dashboard, by: User) -> None:
        self.fields["what"].choices = offered(by)


def offered(by: User) -> list[tuple[str, Any]]:
    """Everything a tile of hers may show: her reports and those opened for her, ready ones, measures."""
    own = [(f"{TileKind.REPORT}:{row.pk}", row.name) for row in visible(by, Report.objects.active()).order_by("name")]
    ready = [(f"{TileKind.READY}:{each.key}", each.title) for each in READY.values() if each.allowed(by)]
    measures = [(f"{TileKind.MEASURE}:{each.name}", each.label) for each in readable_measures(by)] if may(by, VIEW, Entry) else []
    shelves = [(gettext_lazy("Saved reports"), own), (gettext_lazy("Ready reports"), ready), (gettext_lazy("Measures"), measures)]
    return [(label, found) for label, found in shelves if found]
