"""The administrative divisions of China: provinces, cities, counties, by their six-digit codes, of which two digits name the province and four the city.

Names and codes are a file that set-up brings from a package. Spelling them for a search is somebody else's business.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

FILE = Path(__file__).parent / "data" / "divisions.json"
PLAIN = {"县", "省直辖县", "自治区直辖县级行政区划", "市辖区"}
"""Steps of the codes that nobody says: the counties of Chongqing, and those directly below their province."""
ENDINGS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "盟")
BETWEEN = re.compile(r"[\s/\\,，、>|;；·—–-]+")
"""What people write between a province and its city."""
HOME = {"", "中国", "中华人民共和国", "china", "cn", "prc", "people's republic of china"}


def short(name: str) -> str:
    """As people say it: "江苏省" → "江苏", "广西壮族自治区" → "广西". Counties and districts keep their endings."""
    ending = next((each for each in ENDINGS if name.endswith(each) and len(name) - len(each) >= 2), "")
    return name.removesuffix(ending)


@dataclass(frozen=True)
class Division:
    code: str
    name: str

    @cached_property
    def prefix(self) -> str:
        """What the codes of everything in it begin with."""
        return self.code[:2] if self.code.endswith("0000") else self.code[:4] if self.code.endswith("00") else self.code

    @property
    def above(self) -> "Division | None":
        if len(self.prefix) == 2:
            return None
        return divisions()[f"{self.code[:2]}0000" if len(self.prefix) == 4 else f"{self.code[:4]}00"]

    @property
    def line(self) -> "list[Division]":
        """From the province down to itself."""
        return [*(self.above.line if self.above else []), self]

    @property
    def full_name(self) -> str:
        """ "江苏省 苏州市 昆山市"; what is called like the step above it, or what nobody says, is said once or not at all."""
        said = dict.fromkeys(each.name for each in self.line if each.name not in PLAIN)
        return " ".join(said)

    @property
    def region(self) -> str:
        return short(self.line[0].name)

    @property
    def city(self) -> str:
        """The city an address names: of a county right below its province the county itself; of a province none, unless it is a city."""
        if len(self.line) == 1:
            return short(self.name) if self.name.endswith("市") else ""
        second = self.line[1].name
        if second not in PLAIN:
            return short(second)
        return short(self.name) if self.line[0].name[-1] == "省" or "自治" in second else self.region

    @property
    def said_above(self) -> "Division | None":
        """The nearest step above that people say."""
        above = self.above
        return above.said_above if above and above.name in PLAIN else above

    def holds(self, code: str) -> bool:
        return code.startswith(self.prefix)


@cache
def divisions() -> dict[str, Division]:
    """All of them by code, in the order of codes. Raises FileNotFoundError where set-up has not run."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return {code: Division(code, name) for code, name in found.items()}


@cache
def below(code: str = "") -> tuple[Division, ...]:
    """The next ones down; of no code the provinces. A step that nobody says gives way to what stands below it."""
    found: list[Division] = []
    for each in _steps().get(code, ()):
        found += below(each.code) if each.name in PLAIN else [each]
    return tuple(found)


def named(code: str) -> str:
    """The full name of a code; of one that is not known the code itself."""
    found = divisions().get(code)
    return found.full_name if found else code


def is_at_home(country: str) -> bool:
    return country.strip().lower() in HOME


def match(region: str, city: str, country: str = "") -> str:
    """The code of the division that texts name, where they leave no doubt; else empty."""
    if not is_at_home(country):
        return ""
    region, city = region.strip(), city.strip()
    province = _provinces().get(short(region)) if region else None
    if region and province is None:
        return ""
    if not city or (province and short(city) == short(province.name)):
        return province.code if province else ""
    found = [each for each in _cities().get(short(city), []) if province is None or province.holds(each.code)]
    found = [each for each in found if each.name == city] or found
    cities = [each for each in found if len(each.prefix) == 4] or found
    return cities[0].code if len(cities) == 1 else ""


def fits(code: str, region: str, city: str) -> bool:
    """Whether the texts say the same place as the code, or leave it open."""
    found = divisions().get(code)
    if found is None:
        return False
    said = {short(each.name) for each in found.line} | {found.city}
    return short(region.strip()) == found.region and (short(city.strip()) in said if city.strip() else not found.city)


def read(text: str) -> list[Division]:
    """Those that a text names, by code or as people write them: "昆山市", "江苏省/苏州市/昆山市", "江苏昆山". Several: the text leaves a doubt."""
    if text.strip() in divisions():
        return [divisions()[text.strip()]]
    plain = BETWEEN.sub("", text).removeprefix("中国")
    return [divisions()[code] for code in _written().get(plain, ())]


@cache
def _written() -> dict[str, tuple[str, ...]]:
    """Codes by every way of writing them: each step above said or left out, in full or in short."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in divisions().values():
        if each.name not in PLAIN:
            for text in _ways(each):
                found[text].append(each.code)
    return {text: tuple(codes) for text, codes in found.items()}


def _ways(division: Division) -> set[str]:
    above = [{"", step.name, short(step.name)} for step in division.line[:-1] if step.name not in PLAIN]
    return {"".join(parts) for parts in product(*above, {division.name, short(division.name)})}


@cache
def _steps() -> dict[str, list[Division]]:
    """What stands right below each code, said or not."""
    found = defaultdict(list)
    for each in divisions().values():
        found[each.above.code if each.above else ""].append(each)
    return dict(found)


@cache
def _provinces() -> dict[str, Division]:
    return {short(each.name): each for each in below()}


@cache
def _cities() -> dict[str, list[Division]]:
    """Cities of both levels by what people call them."""
    found = defaultdict(list)
    for each in divisions().values():
        if each.above and each.name not in PLAIN:
            found[short(each.name)].append(each)
    return dict(found)
