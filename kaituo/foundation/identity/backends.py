"""Who may hold a session: people. The system, as whom jobs act, never does, whatever its password or address were made."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from .models import User


class PeopleOnly:
    """Asked at sign-in and, whatever way the session came about, again at every request."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return None if user is not None and user.is_system else user

    def user_can_authenticate(self, user: User) -> bool:
        return not user.is_system and super().user_can_authenticate(user)


class PasswordBackend(PeopleOnly, ModelBackend):
    pass


class AccountBackend(PeopleOnly, AuthenticationBackend):
    pass
