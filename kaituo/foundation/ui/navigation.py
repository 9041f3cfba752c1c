"""The shelf of menu entries. Contexts and Screens register theirs; the shell shows each person those allowed to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .addresses import address_if_any

WINGS = {
    "": "",
    "sales": _("Sales"),
    "field": _("Field work"),
    "team": _("Team"),
    "performance": _("Performance"),
    "growth": _("Growth"),
    "service": _("Service"),
    "partners": _("Partners"),
    "control": _("Control"),
    "office": _("Office"),
}


def everyone(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class MenuItem:
    """One entry; `group` is a wing's key, "" the top. A pinned entry (1 is first) may also stand in the phone's tab bar, under its short name if it has one."""

    group: str
    label: Any
    url_name: str
    icon: str
    order: int = 100
    allowed: Callable[[Any], bool] = everyone
    pinned: int = 0
    short: Any = ""

    @property
    def href(self) -> str:
        """Empty where this installation has no such page."""
        return address_if_any(self.url_name)


@dataclass(frozen=True)
class Link:
    label: Any
    href: str
    icon: str
    pinned: int
    is_current: bool = False
    short: str = ""


@dataclass(frozen=True)
class Group:
    key: str
    label: Any
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


_items: dict[str, MenuItem] = {}
_creations: dict[str, MenuItem] = {}


def register(item: MenuItem) -> MenuItem:
    _items[item.url_name] = item
    return item


def register_creation(item: MenuItem) -> MenuItem:
    """An entry of the "New" button, shown on every page."""
    _creations[item.url_name] = item
    return item


def _open_to(user: Any, items: Iterable[MenuItem]) -> list[tuple[MenuItem, str]]:
    allowed = [(item, item.href) for item in sorted(items, key=lambda item: (item.order, str(item.label))) if item.allowed(user)]
    return [(item, href) for item, href in allowed if href]


def groups_for(user: Any, path: str) -> tuple[Group, ...]:
    """The menu of this person; the entry with the longest address that begins `path` is current."""
    entries = _open_to(user, _items.values())
    here = max((href for _item, href in entries if path == href or (href != "/" and path.startswith(href))), key=len, default=None)
    by_wing: dict[str, list[Link]] = {key: [] for key in WINGS}
    for item, href in entries:
        link = Link(str(item.label), href, item.icon, item.pinned, href == here, str(item.short or item.label))
        by_wing.setdefault(item.group, []).append(link)
    return tuple(Group(key, str(WINGS.get(key, key)), tuple(links)) for key, links in by_wing.items() if links)


def creations_for(user: Any) -> tuple[Link, ...]:
    return tuple(Link(str(item.label), href, item.icon, item.pinned) for item, href in _open_to(user, _creations.values()))
