"""What every page knows without its view saying so: menu, language, theme, demo flag. Signed-out pages ask no database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from kaituo.foundation.ui import navigation

THEMES = ("light", "dark", "auto")
THEME_COOKIE = "theme"
TAB_BAR_LENGTH = 4


class Shell:
    """The frame around a page for one request; each part is worked out only when a template shows it."""

    count_unread: Callable[[Any], int] | None = None

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.user = request.user

    @cached_property
    def groups(self) -> tuple[navigation.Group, ...]:
        return navigation.groups_for(self.user, self.request.path)

    @cached_property
    def menu(self) -> tuple[navigation.Group, ...]:
        return navigation.with_favourites(self.groups, self.user.favourites)

    @cached_property
    def creations(self) -> tuple[navigation.Link, ...]:
        return navigation.creations_for(self.user)

    @cached_property
    def tab_bar(self) -> tuple[navigation.Link, ...]:
        """The first pinned entry and the person's own favourites, then the other pinned ones in their order, or else the first ones of the menu."""
        links = [link for group in self.groups for link in group.links]
        pinned = sorted((link for link in links if link.pinned), key=lambda link: link.pinned)
        found = {link.name: link for link in links}
        own = [found[name] for name in self.user.favourites if name in found]
        return tuple(dict.fromkeys([*pinned[:1], *own, *(pinned[1:] if pinned else links)]))[:TAB_BAR_LENGTH]

    @cached_property
    def unread_count(self) -> int:
        return Shell.count_unread(self.user) if Shell.count_unread else 0


def count_unread_with(count: Callable[[Any], int]) -> None:
    """The notices tell here how to count what a person has not read yet."""
    Shell.count_unread = staticmethod(count)  # type: ignore[assignment]  # the bell's count is handed in by notices


def theme_of(request: HttpRequest) -> str:
    """The person's own, on every device; signed out the one last used on this device."""
    user = getattr(request, "user", None)
    chosen = user.theme if user is not None and user.is_authenticated else request.COOKIES.get(THEME_COOKIE)
    return chosen if chosen in THEMES else "auto"


@dataclass(frozen=True)
class DemoPerson:
    """`role` is the English name of the role, which has its translation in the catalogue."""

    username: str
    name: str
    role_name: str

    @property
    def role(self) -> str:
        return gettext(self.role_name)


@dataclass(frozen=True)
class DemoSignIns:
    password: str
    people: list[DemoPerson]


def demo_sign_ins() -> DemoSignIns | None:
    """One person of each role of the demo company, as its making left them in the data folder. None anywhere else."""
    path = settings.HOME / "demo"
    if not settings.DEMO or not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return DemoSignIns(kept["password"], [DemoPerson(*each) for each in kept["people"]])


def page_context(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    is_signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "shell": Shell(request) if is_signed_in else None,
        "language": language,
        "other_languages": [code for code, _name in settings.LANGUAGES if code != language],
        "theme": theme_of(request),
        "themes": THEMES,
        "demo": settings.DEMO,
        "demo_sign_ins": None if is_signed_in else demo_sign_ins(),
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
