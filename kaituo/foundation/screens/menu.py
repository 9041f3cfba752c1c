"""Puts every Screen that names a group into the navigation, for those who may see any of its rows."""

from functools import partial

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui.navigation import MenuItem, register

from .screen import SCREENS, Screen


def _allowed(screen: Screen, user: User) -> bool:
    return may(user, VIEW, screen.model)


for _screen in SCREENS.values():
    if _screen.group:
        register(
            MenuItem(
                _screen.group,
                _screen.model._meta.verbose_name_plural,
                f"{_screen.name}-list",
                _screen.icon,
                _screen.order,
                partial(_allowed, _screen),
                _screen.pinned,
            )
        )
