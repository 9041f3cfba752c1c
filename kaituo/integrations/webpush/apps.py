"""Push messages to browsers. Offers itself as a channel for notices."""

from django.apps import AppConfig


class WebpushConfig(AppConfig):
    name = "kaituo.integrations.webpush"

    def ready(self) -> None:
        from . import channels  # noqa: F401 - puts push on the shelf of channels
