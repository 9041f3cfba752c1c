"""Where a customer is: to the metre where somebody said so, else the middle of its city, province or country from the maps that set-up brings."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from kaituo.sales.customers.models import Account

from .choices import Source
from .models import Site
from .routing import Point

MAPS = settings.PACKAGE / "foundation" / "ui" / "static" / "vendor" / "geo"
ENDINGS = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "地区", "省", "市", "盟")
CHINA = {"", "中国", "china", "cn", "p.r. china", "中国大陆"}
OTHER_NAMES = {
    "usa": "united states", "us": "united states", "united states of america": "united states", "美国": "united states",
    "uk": "united kingdom", "great britain": "united kingdom", "英国": "united kingdom", "south korea": "korea", "韩国": "korea",
    "日本": "japan", "德国": "germany", "法国": "france", "新加坡": "singapore", "意大利": "italy", "西班牙": "spain", "加拿大": "canada",
    "荷兰": "netherlands", "瑞典": "sweden", "czech republic": "czech rep.", "czechia": "czech rep.", "russian federation": "russia",
    "澳大利亚": "australia", "印度": "india", "越南": "vietnam", "viet nam": "vietnam", "泰国": "thailand", "马来西亚": "malaysia",
}  # fmt: skip
"""Common names of countries → the name on the map."""


@dataclass(frozen=True)
class Place:
    """`is_exact`: known to the metre, so that a distance to it means something."""

    point: Point | None
    source: Source

    @property
    def is_exact(self) -> bool:
        return self.source in {Source.TYPED, Source.CHECKED_IN}


NOWHERE = Place(None, Source.UNKNOWN)


def places_of(accounts: Iterable[Account]) -> dict[int, Place]:
    """{account: its place}, one question for all."""
    rows = list(accounts)
    exact = {site.account_id: site for site in Site.objects.active().filter(account__in=[row.pk for row in rows])}
    return {row.pk: _exact(exact[row.pk]) if row.pk in exact else roughly(row.country, row.region, row.city) for row in rows}


def place_of(account: Account) -> Place:
    return places_of([account])[account.pk]


def _exact(site: Site) -> Place:
    return Place(Point(float(site.latitude), float(site.longitude)), Source(site.source))


@cache
def roughly(country: str, region: str, city: str) -> Place:
    """From the words of an address. Nothing is guessed for a name that the maps do not know."""
    if country.strip().lower() not in CHINA:
        point = _countries().get(_country(country))
        return Place(point, Source.COUNTRY) if point else NOWHERE
    for name, known, source in ((city, _cities(), Source.CITY), (region, _provinces(), Source.REGION)):
        if point := known.get(_bare(name)):
            return Place(point, source)
    return NOWHERE


def _country(name: str) -> str:
    plain = name.strip().lower()
    return OTHER_NAMES.get(plain, plain)


def _bare(name: str) -> str:
    """ "杭州市" and "杭州" are one place."""
    name = name.strip()
    return next((name.removesuffix(each) for each in ENDINGS if name.endswith(each) and len(name) > len(each) + 1), name)


@cache
def _cities() -> dict[str, Point]:
    return {_bare(name): point for name, point in _centres("cities.json")}


@cache
def _provinces() -> dict[str, Point]:
    return {_bare(name): point for name, point in _centres("china.json")}


def _centres(file: str) -> list[tuple[str, Point]]:
    found = [each["properties"] for each in _features(file)]
    return [(each["name"], Point(each["cp"][1], each["cp"][0])) for each in found if each.get("name") and each.get("cp")]


@cache
def _countries() -> dict[str, Point]:
    return {each["properties"]["name"].lower(): _middle(each["geometry"]) for each in _features("world.json") if each["properties"]["name"]}


def _features(file: str) -> list[dict]:
    path = Path(MAPS / file)
    return json.loads(path.read_text(encoding="utf-8"))["features"] if path.exists() else []


def _middle(geometry: dict) -> Point:
    """The middle of the largest piece of land, by the number of its corners."""
    pieces = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    corners = max((piece[0] for piece in pieces if piece), key=len)
    longitudes, latitudes = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Point((min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2)
