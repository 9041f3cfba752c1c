"""The addresses of the interface. Whatever else lies under /api/ is answered as JSON, too."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from . import views
from .api import api
from .problems import not_found


def open_door(patterns: list[URLPattern]) -> list[URLPattern]:
    """The interface asks for a token itself, instead of sending programs to the sign-in page."""
    for pattern in patterns:
        login_not_required(pattern.callback)
    return patterns


found, _app_name, namespace = api.urls
urlpatterns = [
    path("api/tokens/", views.tokens, name="api-tokens"),
    path("api/tokens/<int:pk>/revoke/", views.revoke_token, name="api-revoke-token"),
    path("api/docs", views.docs, name="api-docs"),
    path("api/v1/", (open_door(found), "api", namespace)),
    re_path(r"^api/.*$", csrf_exempt(login_not_required(not_found))),
]
