"""Messaging services. Finds each service's `vendor.py` and offers it as a channel for notices."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MessengersConfig(AppConfig):
    name = "kaituo.integrations.messengers"

    def ready(self) -> None:
        autodiscover_modules("vendor")
        from . import channels  # noqa: F401 - puts every service that was found on the shelf of channels
