"""The address of a named page. Django's `reverse` walks its tables at every call, and a list of fifty rows asks hundreds of times."""

from functools import cache
from typing import Any
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse

STAND_INS = ("77000001", "77000002", "77000003")
"""Numbers pass for keys and words alike; they are put into the address once, and the true parts take their places."""
KEPT = "/~:@!$&'()*+,;="
"""The characters that `reverse` leaves unquoted."""


def address(name: str, *parts: Any) -> str:
    """As `reverse(name, args=parts)`. The parts must suit the page: their form is not checked again. Raises NoReverseMatch."""
    pattern = _pattern(name, len(parts))
    if not pattern:
        return reverse(name, args=parts)
    return pattern % tuple(part if type(part) is int else quote(str(part), safe=KEPT) for part in parts)


def address_if_any(name: str, *parts: Any) -> str:
    """The address of a page that an installation may not have; empty when it has not."""
    try:
        return address(name, *parts)
    except NoReverseMatch:
        return ""


@cache
def _pattern(name: str, count: int) -> str:
    """The address with a place for each part; empty where no number can stand for one (a UUID)."""
    try:
        path = reverse(name, args=STAND_INS[:count]).replace("%", "%%")
    except NoReverseMatch:
        return ""
    for each in STAND_INS[:count]:
        path = path.replace(each, "%s")
    return path
