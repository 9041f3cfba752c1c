"""Looking for anything: the list of the Ctrl-K menu and the page with all results."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from kaituo.foundation.identity.models import User
from kaituo.foundation.search.finding import Group, search
from kaituo.foundation.search.words import terms_of, words_of
from kaituo.foundation.ui import navigation
from kaituo.foundation.ui.fragments import render_page, wants_fragment

from ..screen import SCREENS

IN_MENU, ON_PAGE = 4, 20


@dataclass(frozen=True)
class Deed:
    """A verb that is possible now on the best hit."""

    label: str
    record: str
    href: str
    icon: str


def find_view(request: HttpRequest) -> HttpResponse:
    """`?q=`: the menu asks with htmx and gets its links, a browser gets the page."""
    asked = request.GET.get("q", "").strip()
    is_menu = wants_fragment(request)
    groups = search(request.user, asked, IN_MENU if is_menu else ON_PAGE)
    context = {
        "asked": asked,
        "groups": [(group, SCREENS[group.kind.label]) for group in groups],
        "deeds": deeds(request.user, groups),
        "places": places(request.user, asked, only_spelt=is_menu),
    }
    return render_page(request, "screens/find_menu.html" if is_menu else "screens/find.html", context)


def deeds(user: User, groups: list[Group]) -> list[Deed]:
    if not groups:
        return []
    row, screen = groups[0].hits[0].row, SCREENS[groups[0].kind.label]
    offered = [function.verb for function in screen.buttons if function.verb.offered_to(user, row)]
    return [Deed(verb.label, str(row), screen.url("verb", row.pk, verb.name), verb.icon or "bolt") for verb in offered]


def places(user: User, asked: str, *, only_spelt: bool) -> list[navigation.Link]:
    """Menu entries and new records by name or pinyin. The Ctrl-K menu shows by itself what holds the words literally; there, only the rest is wanted."""
    terms = terms_of(asked)
    if not terms:
        return []
    entries = [*(link for group in navigation.groups_for(user, "") for link in group.links), *navigation.creations_for(user)]
    found = [link for link in entries if all(term in words_of([str(link.label)]) for term in terms)]
    return [link for link in found if not only_spelt or asked.lower() not in str(link.label).lower()]
