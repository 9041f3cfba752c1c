"""Finds every context's declarations once all models are loaded."""

from django.apps import AppConfig
from django.template import engines
from django.utils.module_loading import autodiscover_modules


class ScreensConfig(AppConfig):
    name = "kaituo.foundation.screens"

    def ready(self) -> None:
        autodiscover_modules("screens", "measures", "reactions", "schedule")
        from . import checks, menu, searching  # noqa: F401  the declarations must be complete before they are checked, listed and found
        from .addresses import FILTERS

        engines["jinja"].plain.filters.update(FILTERS)
