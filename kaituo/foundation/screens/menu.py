"""Puts every Screen that names a group into the navigation, for those who may see any of its rows; the quick ones also under “New”."""

from functools import partial

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.foundation.ui.navigation import MenuItem, register, register_creation

from .screen import SCREENS, Screen


def _allowed(screen: Screen, user: User) -> bool:
    return may(user, VIEW, screen.model)


def _may_create(screen: Screen, user: User) -> bool:
    return may(user, "create", screen.model)


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
    if _screen.quick:
        _label, _url_name = _screen.model._meta.verbose_name, f"{_screen.name}-new"
        register_creation(MenuItem(_screen.group, _label, _url_name, _screen.icon, _screen.order, partial(_may_create, _screen)))
