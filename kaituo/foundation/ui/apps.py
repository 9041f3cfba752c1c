"""The look of the product: base page, components, formats, navigation. It knows people and records, not the trade."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kaituo.foundation.ui"
    label = "ui"
