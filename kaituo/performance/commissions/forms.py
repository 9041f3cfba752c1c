"""The forms of commissions."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.records.files import ALLOWED
from kaituo.foundation.screens.forms import form_field

from .engine.plan.words import Rhythm
from .models import Dispute, PayRules, Plan, Run, Statement, StatementLine, pay_rules
from .paycolumns import chosen, columns

MOST_LINES = 1000


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReviseForm(forms.Form):
    starts_on = forms.DateField(label=_("New terms from"), widget=DayInput)


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(label=_("To"), required=False, widget=DayInput, help_text=_("The first day on which it no longer holds; empty: open"))
    target_amount = forms.DecimalField(label=_("Target"), required=False, min_value=Decimal(0), help_text=_("Empty: the one in Targets"))
    weight = forms.DecimalField(
        label=_("Weight"), initial=1, required=False, min_value=Decimal(0), decimal_places=8, help_text=_("Of her share in pools dealt out by weight")
    )

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = User.objects.people().filter(is_active=True)


class EndForm(forms.Form):
    ends_on = forms.DateField(label=_("To"), widget=DayInput, help_text=_("The first day on which it no longer holds"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class RunForm(forms.ModelForm):
    """A new run is proposed for the month after the last one, else for the month that is over, in the base currency."""

    class Meta:
        model = Run
        fields = ("starts_on", "ends_on", "plan", "currency")
        formfield_callback = form_field

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            code = base_currency()
            month = next_month(code)
            self.initial = {"starts_on": month.start, "ends_on": month.end, "currency": code} | {
                k: v for k, v in (options.get("initial") or {}).items()
            }


class DaysField(forms.CharField):
    """Days in rising order, one to a line or with commas between them; kept as a list of texts."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        days = []
        for text in (super().to_python(value) or "").replace(",", " ").replace("，", " ").replace("、", " ").split():
            try:
                days.append(date.fromisoformat(text))
            except ValueError as error:
                raise forms.ValidationError(_("“%(text)s” is no day. Write days such as 2026-01-16.") % {"text": text}) from error
        if days != sorted(set(days)):
            raise forms.ValidationError(_("Put the days in rising order."))
        return [day.isoformat() for day in days]

    def has_changed(self, initial, data) -> bool:
        return self.prepare_value(initial or []) != data


class PlanForm(forms.ModelForm):
    """The head of a plan. Once a version is in force, what results are kept by stays as it is."""

    pay_dates = DaysField(
        label=_("Pay dates"), required=False, help_text=_("Only for own dates: the first day of each period, at last the day after the last one")
    )

    class Meta:
        model = Plan
        fields = ("name", "name_en", "currency", "pay_every", "pay_dates", "year_starts", "note")
        formfield_callback = form_field

    def clean(self) -> dict:
        values = super().clean()
        listed, by_dates = values.get("pay_dates") or [], values.get("pay_every") == Rhythm.DATES
        if "pay_dates" in values and ((by_dates and len(listed) < 2) or (listed and not by_dates)):
            self.add_error("pay_dates", _("Pay dates go with the rhythm dates, and only with it. List them or choose another rhythm."))
        if self.instance.pk and self.instance.terms.filter(released_at__isnull=False).exists():
            self._keep_what_is_in_force(values)
        return values

    def _keep_what_is_in_force(self, values: dict) -> None:
        for name in {"currency", "pay_every", "year_starts"} & set(self.changed_data):
            self.add_error(name, _("The plan is released. Its currency, pay period and year stay as they are."))
        held = self.initial.get("pay_dates") or []
        if (values.get("pay_dates") or [])[: len(held)] != held:
            self.add_error("pay_dates", _("The plan is released. Days can be added after those that are there."))


class ColumnsInput(forms.MultiWidget):
    """As many choices as there are columns, in the order of the file."""

    def decompress(self, value) -> list:
        return [*(value or []), *([""] * len(self.widgets))][: len(self.widgets)]


class ColumnsField(forms.MultiValueField):
    """The keys of the chosen columns in their order."""

    def __init__(self, choices: list[tuple[str, str]], **options) -> None:
        fields = [forms.ChoiceField(choices=[("", "—"), *choices], required=False) for _choice in choices]
        widget = ColumnsInput([field.widget for field in fields])
        super().__init__(fields, require_all_fields=False, required=False, widget=widget, **options)

    def compress(self, data_list) -> list[str]:
        keys = [key for key in data_list if key]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError(_("A column stands in the file once."))
        return keys


class PayRulesForm(forms.ModelForm):
    """The columns of the pay file one after the other; without any the usual ones."""

    class Meta:
        model = PayRules
        fields = ("columns", "objection_days", "answer_days", "pays_after_leaving")
        formfield_callback = form_field

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        known = [(column.key, column.label) for column in columns().values()]
        label, usual = self.fields["columns"].label, [column.key for column in chosen(self.instance.columns)]
        self.fields["columns"] = ColumnsField(known, label=label, help_text=_("In the order of the file. Empty: the usual columns."))
        self.initial["columns"] = usual


def next_month(code: str) -> Period:
    """The first month that no run of the currency has paid, among those that are over; without any run the last one."""
    last = Period.containing(clock.today(), PeriodKind.MONTH).previous()
    paid = (
        Run.objects.active().filter(currency=code, plan__isnull=True, ends_on__lte=last.start).order_by("-ends_on").values_list("ends_on", flat=True)
    )
    return Period.containing(paid[0], PeriodKind.MONTH) if paid[:1] else last


class SimulateForm(forms.Form):
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(label=_("To"), widget=DayInput, help_text=_("The first day after the period"))

    def clean(self) -> dict:
        values = super().clean()
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
            self.add_error("ends_on", _("The end must lie after the start."))
        return values


class PayForm(forms.Form):
    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput, initial=timezone.localdate)


def line_text(line: StatementLine) -> str:
    return f"{line.on} · {line.component.name if line.component else line.get_kind_display()} · {line.amount}"


class DisputeForm(forms.Form):
    line = forms.TypedChoiceField(label=_("Line"), coerce=lambda pk: StatementLine.objects.get(pk=pk))
    reason = forms.CharField(label=_("What is wrong"), max_length=300, widget=forms.Textarea({"rows": 3}))
    file = forms.FileField(label=_("Proof"), required=False, widget=forms.FileInput({"accept": ",".join(ALLOWED)}))

    def meet(self, statement: Statement, by: User) -> None:
        lines = StatementLine.objects.filter(statement=statement).select_related("component", "statement")
        self.fields["line"].choices = [(line.pk, line_text(line)) for line in lines[:MOST_LINES]]
        days = pay_rules().answer_days
        self.notice = ngettext("You get an answer within %(num)s day.", "You get an answer within %(num)s days.", days) % {"num": days}


class ForwardForm(forms.Form):
    opinion = forms.CharField(label=_("What you think of it"), required=False, max_length=300, widget=forms.Textarea({"rows": 3}))


class AcceptForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Adjustment"), max_digits=18, decimal_places=2, help_text=_("Added to the payee's next statement; may be negative")
    )
    answer = forms.CharField(label=_("Answer"), max_length=300)

    def meet(self, dispute: Dispute, by: User) -> None:
        """The adjustment is in the statement's currency."""
        self.fields["amount"].label = f"{self.fields['amount'].label} ({dispute.currency})"


class RefuseForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=300)
