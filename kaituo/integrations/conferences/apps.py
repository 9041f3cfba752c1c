"""Video conferences. Finds each service's `conference.py`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConferencesConfig(AppConfig):
    name = "kaituo.integrations.conferences"

    def ready(self) -> None:
        autodiscover_modules("conference")
