"""Each request speaks the person's language and keeps the person's clock; now and then it is noted that her session was in use."""

from collections.abc import Callable
from contextlib import suppress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from .zones import zone_of

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME
SPOKEN = {code for code, _name in settings.LANGUAGES}


class LanguageAndTimeZone:
    """The language: the person's own, on every device; signed out the one last used on this device, else the installation's.

    The browser's header is not asked: Chinese comes first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if user.is_authenticated else request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
        zone = zone_of(user.time_zone if user.is_authenticated else "")
        language = language if language in SPOKEN else settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class SeenSession:
    """Keeps the list of one's sessions. Not at every request, as the library would: reading a page must not wait for whoever writes."""

    SECONDS = 60

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(self.noted(request, key), True, self.SECONDS):
            with suppress(OperationalError):
                UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def noted(self, request: HttpRequest, key: str) -> str:
        return f"seen:{key}:{request.META.get('REMOTE_ADDR', '')}"
