"""The form of a connection, whose fields follow from the service; and what a person is called at each service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.notices.kinds import KINDS

from .choices import Reach
from .models import Outlet
from .vendors import VENDORS, Setting, Vendor

HELD = "setting_"


def service_choices() -> list[tuple[str, str]]:
    return [(name, str(vendor.label)) for name, vendor in VENDORS.items()]


def kind_choices() -> list[tuple[str, str]]:
    return sorted(((name, str(kind.label)) for name, kind in KINDS.items()), key=lambda pair: pair[1])


class OutletForm(forms.ModelForm):
    """Secrets that are kept are never sent back; an empty field leaves them as they are."""

    service = forms.ChoiceField(label=gettext_lazy("Service"), choices=service_choices)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of notice"), choices=kind_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Outlet
        fields = ["name", "service", "team", "kinds"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["service"].disabled = True
        vendor = VENDORS.get(self.instance.service or (self.data.get("service") if self.is_bound else self.initial.get("service")) or "")
        if vendor is not None:
            self._ask_for(vendor)

    def _ask_for(self, vendor: Vendor) -> None:
        kept = self.instance.settings if self.instance.pk else {}
        for setting in vendor.settings:
            self.fields[HELD + setting.name] = _field(setting, kept.get(setting.name, ""))
        if vendor.reach != Reach.GROUP:
            del self.fields["team"], self.fields["kinds"]
        self.order_fields(["name", "service", *(HELD + setting.name for setting in vendor.settings), "team", "kinds"])

    def clean(self) -> dict:
        """The settings travel on sealed, as one field of the record."""
        found = super().clean()
        self.instance.keep({name.removeprefix(HELD): value for name, value in found.items() if name.startswith(HELD)})
        return {**found, "sealed_settings": self.instance.sealed_settings}

    @cached_property
    def changed_data(self) -> list[str]:
        found = super().changed_data
        return [*found, "sealed_settings"] if any(name.startswith(HELD) for name in found) else found


def _field(setting: Setting, kept: str) -> forms.CharField:
    is_needed = setting.is_required and not kept
    shown = "" if setting.is_secret else kept or setting.default
    widget = forms.TextInput({"autocomplete": "off", "placeholder": _("Kept; enter it only to change it") if kept and setting.is_secret else ""})
    return forms.CharField(label=setting.label, required=is_needed, help_text=setting.help, initial=shown, widget=widget, max_length=600)


class HandlesForm(forms.Form):
    """One field for each service that calls people by something."""

    def __init__(self, *args: Any, known: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, vendor in VENDORS.items():
            if vendor.handle:
                self.fields[name] = forms.CharField(
                    label=f"{vendor.label}: {vendor.handle}",
                    required=False,
                    max_length=120,
                    help_text=vendor.handle_help,
                    initial=known.get(name, ""),
                )

    def clean(self) -> dict:
        """A way of calling somebody that would break a message apart is none."""
        found = super().clean()
        wrong = [name for name, value in found.items() if set(value or "") & set('<>|"\\\n')]
        for name in wrong:
            self.add_error(name, ValidationError(_("This is no name a service calls people by.")))
        return found
