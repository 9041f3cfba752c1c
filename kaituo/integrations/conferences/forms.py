"""The form of a connection, whose fields follow from the service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kaituo.integrations.settings_form import HELD, SettingsForm

from .models import ConferenceService
from .platforms import SERVICES


def service_choices() -> list[tuple[str, str]]:
    return [(name, str(service.label)) for name, service in SERVICES.items()]


class ConferenceServiceForm(SettingsForm):
    service = forms.ChoiceField(label=gettext_lazy("Service"), choices=service_choices)

    class Meta:
        model = ConferenceService
        fields = ["name", "service"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        service = self.chosen(SERVICES)
        if service is not None:
            self.ask_for(service.settings)
            self.order_fields(["name", "service", *(HELD + setting.name for setting in service.settings)])
