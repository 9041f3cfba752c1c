"""What a person chooses of the look. It concerns nobody but herself, so it leaves no event."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from kaituo.foundation.identity.models import User

LANGUAGE_AT_THE_DOOR, THEME_AT_THE_DOOR = "language-at-the-door", "theme-at-the-door"
"""What was chosen on the sign-in page, kept in the session until somebody signs in."""

MOST_FAVOURITES = 12


def choose_language(code: str, *, by: User) -> None:
    by.language = code
    by.save(update_fields=["language"])


def choose_theme(name: str, *, by: User) -> None:
    by.theme = name
    by.save(update_fields=["theme"])


def turn_favourite(page: str, *, by: User) -> None:
    """Keep an entry of the menu at hand, or no longer. Of many the newest stay."""
    others = [name for name in by.favourites if name != page]
    by.favourites = others if page in by.favourites else [*others, page][-MOST_FAVOURITES:]
    by.save(update_fields=["favourites"])


@receiver(user_logged_in)
def take_along(sender: Any, request: HttpRequest, user: User, **about: Any) -> None:
    """Whoever switched the sign-in page to her language goes on in it."""
    chosen = {name: request.session.pop(key, "") for name, key in (("language", LANGUAGE_AT_THE_DOOR), ("theme", THEME_AT_THE_DOOR))}
    changed = {name: value for name, value in chosen.items() if value and value != getattr(user, name)}
    for name, value in changed.items():
        setattr(user, name, value)
    if changed:
        user.save(update_fields=list(changed))
