"""Each request speaks the person's language, keeps the person's clock, and now and then says on which device the person is."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, available_timezones

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME
SPOKEN = {code for code, _name in settings.LANGUAGES}
SEEN_EVERY_S = 300
"""How exact the list of signed-in devices is: a page that only reads shall not write."""


class LanguageAndTimeZone:
    """The language: the person's own, on every device; signed out the one last used on this device, else the installation's.

    The browser's header is not asked: Chinese comes first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.zones = available_timezones()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if user.is_authenticated else request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
        zone = user.time_zone if user.is_authenticated and user.time_zone in self.zones else settings.TIME_ZONE
        language = language if language in SPOKEN else settings.LANGUAGE_CODE
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class SeenDevices(UserSessionsMiddleware):
    """Notes the device and the hour once in a while, not at every request."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and cache.add(f"seen-{key}", True, SEEN_EVERY_S):
            return super().__call__(request)
        return self.get_response(request)
