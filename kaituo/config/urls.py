"""Every address of the product: each app's own urls, and those generated from Screens."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from kaituo.foundation.screens import urls as screens

PLACES = {"ui": "ui/"}
"""Where an app's own addresses begin, if not at the root."""


def own_urls() -> list:
    contexts = [config for config in apps.get_app_configs() if config.name.startswith("kaituo.") and config.name != "kaituo.foundation.screens"]
    with_urls = [config for config in contexts if find_spec(f"{config.name}.urls")]
    return [path(PLACES.get(config.label, ""), include(import_module(f"{config.name}.urls"))) for config in with_urls]


urlpatterns = [*own_urls(), *screens.urlpatterns, path("account/", include("allauth.urls"))]

handler400 = "kaituo.config.refusals.unreadable"
handler403 = "kaituo.config.refusals.denied"
handler404 = "kaituo.config.refusals.missing"
handler500 = "kaituo.config.refusals.failed"
