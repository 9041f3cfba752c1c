"""Who asks: the person behind a token, or the one who is signed in; and what the token leaves her."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer, SessionAuth

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.screens.screen import Screen

from .actions import digest_of
from .limits import count
from .models import Token

NOTED_EVERY = timedelta(minutes=1)
READING = {"GET", "HEAD", "OPTIONS"}


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = Token.objects.usable().select_related("person").filter(digest=digest_of(token)).first()
        if found is None:
            return None
        count(f"token-{found.pk}")
        request.token, request.user = found, found.person
        _speak_to(found.person)
        _note_use(found)
        return found.person


class SignedIn(SessionAuth):
    """The browser's own session, with its CSRF check; for the documentation page."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        user = super().authenticate(request, key)
        if user is not None:
            count(f"person-{user.pk}")
        return user


def demand_scope(request: HttpRequest, screen: Screen | None, *, writes: bool | None = None) -> None:
    """Raises PermissionDenied for what the token was not made for. `writes`: whether the request does; None: as its method says."""
    token = getattr(request, "token", None)
    if token is None:
        return
    if writes is None:
        writes = request.method not in READING
    if writes and not token.may_write:
        raise PermissionDenied(_("This token may only read."))
    if token.screens and (screen is None or not token.opens(screen.slug)):
        raise PermissionDenied(_("This token was not made for this area."))


def _speak_to(person: User) -> None:
    """The middleware saw nobody yet; it restores the language and clock of the installation after the request."""
    translation.activate(person.language)
    timezone.activate(zone_of(person.time_zone))


def _note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
