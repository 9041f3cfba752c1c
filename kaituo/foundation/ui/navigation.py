"""The shelf of menu entries. Contexts and Screens register theirs; the shell shows each person those allowed to them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext
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

FAVOURITES = "favourites"


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
    """`name` is that of the address."""

    label: Any
    href: str
    icon: str
    pinned: int
    is_current: bool = False
    short: str = ""
    name: str = ""
    is_favourite: bool = False


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


def is_open_to(user: Any, name: str) -> bool:
    """Whether the menu has an entry of this name for the person."""
    return name in _items and bool(_open_to(user, [_items[name]]))


def _open_to(user: Any, items: Iterable[MenuItem]) -> list[tuple[MenuItem, Link]]:
    """In their order, each with its words in the reader's language: they are looked up once, and only for what is shown."""
    shown = [(item, _link(item)) for item in items if item.allowed(user)]
    return sorted(((item, link) for item, link in shown if link.href), key=lambda each: (each[0].order, each[1].label))


def _link(item: MenuItem) -> Link:
    label = str(item.label)
    return Link(label, item.href, item.icon, item.pinned, short=str(item.short) or label, name=item.url_name)


def groups_for(user: Any, path: str) -> tuple[Group, ...]:
    """The menu of this person; the entry with the longest address that begins `path` is current."""
    entries = _open_to(user, _items.values())
    addresses = (link.href for _item, link in entries)
    here = max((href for href in addresses if path == href or (href != "/" and path.startswith(href))), key=len, default=None)
    by_wing: dict[str, list[Link]] = {key: [] for key in WINGS}
    for item, link in entries:
        by_wing.setdefault(item.group, []).append(replace(link, is_current=True) if link.href == here else link)
    return tuple(Group(key, str(WINGS.get(key, key)), tuple(links)) for key, links in by_wing.items() if links)


def with_favourites(groups: tuple[Group, ...], favourites: Sequence[str]) -> tuple[Group, ...]:
    """The menu with the entries that the person keeps at hand once more, after those of the top; one that is not for her any more is left out."""
    marked = tuple(replace(group, links=tuple(replace(link, is_favourite=link.name in favourites) for link in group.links)) for group in groups)
    found = {link.name: link for group in marked for link in group.links}
    own = tuple(found[name] for name in favourites if name in found)
    top, others = [[group for group in marked if bool(group.key) == is_lower] for is_lower in (False, True)]
    return (*top, Group(FAVOURITES, gettext("Favourites"), own), *others) if own else marked


def creations_for(user: Any) -> tuple[Link, ...]:
    return tuple(link for _item, link in _open_to(user, _creations.values()))
