"""Into which screens a person may import, and which of their fields."""

from kaituo.foundation.identity.access import may, shows
from kaituo.foundation.identity.choices import Shows
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.screen import SCREENS, Screen

from .mapping import importable
from .models import Batch


def sheets(user: User) -> list[Screen]:
    """The screens into which the person may import."""
    if not may(user, "create", Batch):
        return []
    return sorted((screen for screen in SCREENS.values() if screen.sheet and may(user, "create", screen.model)), key=lambda screen: screen.title)


def sheet_named(slug: str) -> Screen | None:
    return next((screen for screen in SCREENS.values() if screen.slug == slug and screen.sheet), None)


def offered_fields(screen: Screen, user: User) -> list[str]:
    """Without those that are hidden or masked for the person."""
    return [name for name in importable(screen.model) if shows(user, screen.model, name) == Shows.FULL]
