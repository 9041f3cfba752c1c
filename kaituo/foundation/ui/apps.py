"""The look of the product: base page, components, formats, navigation. It knows people and records, not the trade."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kaituo.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from kaituo.foundation.notices.models import count_unread

        from .shell import count_unread_with

        count_unread_with(count_unread)
