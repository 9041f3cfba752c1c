"""The forms of administration."""

from datetime import date, timedelta

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.approvals.models import Delegation, Flow
from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Helping, Role, Team, User
from kaituo.foundation.identity.zones import ZoneField
from kaituo.foundation.jobs.models import Schedule
from kaituo.foundation.jobs.rhythm import WrongRule, next_after
from kaituo.foundation.records.models import CustomField, Record

COUNTRIES = [("CN", _("Mainland China")), ("HK", _("Hong Kong")), ("TW", _("Taiwan")), ("SG", _("Singapore")), ("", _("Another"))]


def day(**options) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


def kinds_of_record() -> list[tuple[str, str]]:
    """Every kind of business record, by the name people know it by."""
    found = [model for model in apps.get_models() if issubclass(model, Record)]
    return sorted(((model._meta.label, str(model._meta.verbose_name)) for model in found), key=lambda pair: pair[1])


class AccountForm(forms.ModelForm):
    """Without a password nobody can sign in; the one-time link sets it."""

    time_zone = ZoneField()

    class Meta:
        model = User
        fields = ("username", "name", "email", "phone", "language", "time_zone")

    def clean(self) -> dict:
        if not self.instance.password:
            self.instance.set_unusable_password()
        return super().clean()


class RoleGivenForm(forms.Form):
    role = forms.ModelChoiceField(Role.objects.all(), label=_("Role"))
    starts_on = day(label=_("From"), initial=timezone.localdate)
    ends_on = day(label=_("To"), required=False, help_text=_("The first day without it; empty: open"))


class RoleEndedForm(forms.Form):
    on = day(label=_("First day without it"), initial=timezone.localdate)


class PlaceForm(forms.Form):
    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"))
    parent = forms.ModelChoiceField(Team.objects.all(), label=_("Under"), required=False, empty_label=_("At the top"))
    on = day(label=_("From"), initial=timezone.localdate)


class ChoosesKind:
    """Offers the kinds of record where the model keeps a label."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["model"] = forms.ChoiceField(label=_("Kind of record"), choices=kinds_of_record())


class FlowForm(ChoosesKind, forms.ModelForm):
    class Meta:
        model = Flow
        fields = ("name", "model", "kind", "condition", "position")


class CustomFieldForm(ChoosesKind, forms.ModelForm):
    choices = forms.CharField(label=_("Choices"), widget=forms.Textarea, required=False, help_text=_("One on each line; only for the kind “Choice”"))

    class Meta:
        model = CustomField
        fields = ("model", "key", "name", "kind", "choices", "is_required", "position")

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.initial["choices"] = "\n".join(self.instance.choices)
        for name in ("model", "key", "kind") if self.instance.pk else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Fixed, because values were entered under it.")

    def clean_choices(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]


class ProfileForm(forms.ModelForm):
    time_zone = ZoneField()

    class Meta:
        model = User
        fields = ("name", "phone", "language", "time_zone", "theme")


class EmailForm(forms.Form):
    """Whoever finds a device signed in must not move the account to an address of hers: the password is asked once more."""

    email = forms.EmailField(label=_("New e-mail"), required=False, help_text=_("You may sign in with it, and letters go there. Empty: none."))
    password = forms.CharField(label=_("Your password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, initial={"email": by.email}, auto_id="email_%s", **options)
        self.by = by

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.by.pk).exists():
            raise forms.ValidationError(_("Somebody else has this address."))
        return email

    def clean_password(self) -> str:
        if not self.by.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


class DeputyForm(forms.Form):
    delegate = forms.ModelChoiceField(User.objects.people().filter(is_active=True), label=_("Deputy"))
    starts_on = day(label=_("First day"), initial=timezone.localdate)
    last_on = day(label=_("Last day"), required=False, help_text=_("Empty: until you end it"))
    with_records = forms.BooleanField(label=_("May also see and handle my customers, deals and orders"), required=False)

    def __init__(self, *args, by: User, **options) -> None:
        super().__init__(*args, **options)
        self.by = by
        self.fields["delegate"].queryset = self.fields["delegate"].queryset.exclude(pk=by.pk).order_by("sort_key")
        if not may(by, "create", Helping):
            del self.fields["with_records"]

    def clean_starts_on(self) -> date:
        if self.cleaned_data["starts_on"] < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return self.cleaned_data["starts_on"]

    def clean(self) -> dict:
        found = super().clean()
        first, last = found.get("starts_on"), found.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day lies before the first."))
        return found

    @property
    def delegation(self) -> Delegation:
        last = self.cleaned_data["last_on"]
        days = {"starts_on": self.cleaned_data["starts_on"], "ends_on": last + timedelta(days=1) if last else None}
        return Delegation(person=self.by, delegate=self.cleaned_data["delegate"], **days)


class ScheduleForm(forms.ModelForm):
    class Meta:
        model = Schedule
        fields = ("rule", "is_on")

    def clean_rule(self) -> str:
        try:
            next_after(self.cleaned_data["rule"], timezone.localtime())
        except WrongRule as error:
            raise forms.ValidationError(_("Write “daily 02:30”, “hourly 15” or “every 5”.")) from error
        return self.cleaned_data["rule"]


class FirstStepsForm(forms.ModelForm):
    base_currency = forms.ChoiceField(label=_("Base currency"), choices=CURRENCIES, help_text=_("Totals over several currencies are shown in it."))
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False, help_text=_("Whose public holidays to begin with"))

    class Meta:
        model = Organisation
        fields = ("name", "base_currency", "country")


class HolidayYearForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2004, max_value=2100)


class AuditForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.all(), label=_("Person"), required=False)
    fact = forms.CharField(label=_("Fact"), required=False)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    since = day(label=_("From day"), required=False)
    until = day(label=_("To day"), required=False)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "---------"), *kinds_of_record()]
