"""Who may hold a session: people. The system, as whom jobs act, never does, whatever its password or address were made."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from .models import User


class PeopleOnly:
    """Asked at every request, whatever way the session came about."""

    def user_can_authenticate(self, user: User) -> bool:
        return not user.is_system and super().user_can_authenticate(user)


class PasswordBackend(PeopleOnly, ModelBackend):
    pass


class AccountBackend(PeopleOnly, AuthenticationBackend):
    pass
