"""The form of a connection, whose fields follow from the service; and what a person is called at each service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.notices.kinds import KINDS
from kaituo.integrations.settings_form import HELD, SettingsForm

from .choices import Reach
from .models import Outlet
from .vendors import VENDORS, Vendor


def service_choices() -> list[tuple[str, str]]:
    return [(name, str(vendor.label)) for name, vendor in VENDORS.items()]


def kind_choices() -> list[tuple[str, str]]:
    return sorted(((name, str(kind.label)) for name, kind in KINDS.items()), key=lambda pair: pair[1])


class OutletForm(SettingsForm):
    service = forms.ChoiceField(label=gettext_lazy("Service"), choices=service_choices)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of notice"), choices=kind_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Outlet
        fields = ["name", "service", "team", "kinds"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        vendor = self.chosen(VENDORS)
        if vendor is not None:
            self._ask_for(vendor)

    def _ask_for(self, vendor: Vendor) -> None:
        self.ask_for(vendor.settings)
        if vendor.reach != Reach.GROUP:
            del self.fields["team"], self.fields["kinds"]
        self.order_fields(["name", "service", *(HELD + setting.name for setting in vendor.settings), "team", "kinds"])


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
