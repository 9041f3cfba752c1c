"""The forms of reminders: remind me, put off, and a rule over any date of any record."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.forms import MORNING, moment_of
from kaituo.foundation.records.models import Record
from kaituo.foundation.screens.screen import SCREENS
from kaituo.foundation.ui.formats import day as spoken_day

from .choices import Rhythm
from .models import Reminder, ReminderRule

WITHOUT_TRADE = {"foundation", "integrations", "office"}
"""Wings whose records have dates for the program's own sake."""
AT, BEFORE, WORKDAY = "at", "before:", "workday"
FIRST = [("hour", gettext_lazy("In an hour")), ("three", gettext_lazy("In three hours")), ("tomorrow", gettext_lazy("Tomorrow morning"))]
LAST = [("week", gettext_lazy("In a week")), (AT, gettext_lazy("At another time"))]


class WhenForm(forms.Form):
    when = forms.ChoiceField(label=gettext_lazy("When"), widget=forms.RadioSelect, initial="tomorrow")
    at = forms.DateTimeField(
        label=gettext_lazy("At another time"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["when"].choices = [*FIRST, (WORKDAY, _("Next working day: %(day)s") % {"day": spoken_day(_next_workday())}), *self.more(), *LAST]

    def more(self) -> list[tuple[str, str]]:
        return []

    def clean(self) -> dict:
        found = super().clean()
        if found.get("when"):
            found["due_at"] = self.moment(found["when"], found.get("at"))
        return found

    def moment(self, when: str, at: datetime | None) -> datetime | None:
        if when == AT:
            return self._later_than_now(at)
        if when == WORKDAY:
            return _morning_of(_next_workday())
        return moment_of(when)

    def _later_than_now(self, at: datetime | None) -> datetime | None:
        if at is None or at <= timezone.now():
            self.add_error("at", ValidationError(_("Choose a moment that is still to come.")))
            return None
        return at


class RemindForm(WhenForm):
    """On the page of a record; `row` and `by` say which of its dates may be named."""

    text = forms.CharField(label=gettext_lazy("What about"), max_length=200, required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("Repeats"), choices=Rhythm.choices, required=False)

    def __init__(self, *args, row: models.Model, by: User, **options) -> None:
        self.row, self.by = row, by
        super().__init__(*args, **options)

    def more(self) -> list[tuple[str, str]]:
        named = {name: (field.verbose_name, day) for name, field, day in self._days_to_come()}
        return [(BEFORE + name, _("A day before: %(what)s, %(day)s") % {"what": what, "day": spoken_day(day)}) for name, (what, day) in named.items()]

    def moment(self, when: str, at: datetime | None) -> datetime | None:
        if not when.startswith(BEFORE):
            return super().moment(when, at)
        day = next(day for name, _field, day in self._days_to_come() if BEFORE + name == when)
        return _morning_of(day - timedelta(days=1))

    def _days_to_come(self) -> Iterator[tuple]:
        """Dates of the record after tomorrow, as far as the person sees them."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        for field in dated_fields(type(self.row)):
            value = getattr(self.row, field.attname)
            day = timezone.localdate(value) if isinstance(value, datetime) else value
            if day is not None and day > tomorrow and shows(self.by, type(self.row), field.name) == Shows.FULL:
                yield field.name, field, day


class ReminderForm(forms.ModelForm):
    """A reminder of one's own, of nothing but its words, or a later hour for another."""

    class Meta:
        model = Reminder
        fields = ["text", "due_at", "rhythm"]
        widgets = {"due_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")}

    def clean(self) -> dict:
        found = super().clean()
        if not self.instance.model and not found.get("text"):
            self.add_error("text", ValidationError(_("Say what you want to be reminded of.")))
        if self.instance.owner_id is None:
            self.instance.owner = self.by
        return found


def dated_fields(model: type[models.Model]) -> list[models.DateField]:
    """The dates that people speak of, not those the program keeps for itself."""
    own = {field.name for field in Record._meta.fields}
    return [field for field in model._meta.concrete_fields if isinstance(field, models.DateField) and field.name not in own]


def dates_to_choose() -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind of record, of those of the trade that have a page."""
    found = []
    for model in (apps.get_model(label) for label in SCREENS):
        if issubclass(model, Record) and model.__module__.split(".")[1] not in WITHOUT_TRADE:
            fields = [(f"{model._meta.label}|{field.name}", str(field.verbose_name)) for field in dated_fields(model)]
            found += [(capfirst(str(model._meta.verbose_name)), fields)] if fields else []
    return [("", "---------"), *sorted(found, key=lambda pair: pair[0])]


class RuleForm(forms.ModelForm):
    """Kind of record and date are chosen together."""

    what = forms.ChoiceField(label=gettext_lazy("Date"), choices=dates_to_choose)

    class Meta:
        model = ReminderRule
        fields = ["name", "offset_days", "at", "only_open", "receiver", "role", "text", "escalate_after_hours"]
        widgets = {"at": forms.TimeInput({"type": "time"}, format="%H:%M")}

    field_order = ("name", "what", "offset_days", "at", "only_open", "receiver", "role", "text", "escalate_after_hours")

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["what"].initial = f"{self.instance.model}|{self.instance.field}"

    def clean(self) -> dict:
        found = super().clean()
        model, _bar, field = found.get("what", "").partition("|")
        self.instance.model, self.instance.field = model, field
        return {**found, "model": model, "field": field}

    def add_error(self, field: str | None, error: ValidationError) -> None:
        """What the rule says of its field stands at the choice that names it."""
        if field is None and "field" in getattr(error, "error_dict", {}):
            error = ValidationError({"what" if name == "field" else name: said for name, said in error.error_dict.items()})
        super().add_error(field, error)

    @property
    def changed_data(self) -> list[str]:
        found = super().changed_data
        return [*found, "model", "field"] if "what" in found else found


def _next_workday():
    return work_calendar().next_workday(timezone.localdate())


def _morning_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(MORNING.hour, MORNING.minute)))
