"""The form of a connection to another service: what is to be entered follows from the service, and secrets are never sent back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

HELD = "setting_"


@dataclass(frozen=True)
class Setting:
    """One thing that an administrator enters. A secret one is sealed and never shown again."""

    name: str
    label: str
    is_secret: bool = False
    is_required: bool = True
    help: str = ""
    default: str = ""


class SettingsForm(forms.ModelForm):
    """Of a record with a `service`, its `settings` and `keep`. A secret that is left empty stays as it is."""

    def chosen(self, shelf: Mapping[str, Any]) -> Any:
        """What the shelf holds under the name of the service; None: not chosen yet."""
        if self.instance.pk:
            self.fields["service"].disabled = True
        return shelf.get(self.instance.service or (self.data.get("service") if self.is_bound else self.initial.get("service")) or "")

    def ask_for(self, settings: Iterable[Setting]) -> None:
        kept = self.instance.settings if self.instance.pk else {}
        for setting in settings:
            self.fields[HELD + setting.name] = _field(setting, kept.get(setting.name, ""))

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
