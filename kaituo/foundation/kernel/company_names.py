"""Company names in the forms in which they can be compared: Chinese and foreign, without legal form, place and punctuation.

What two companies share after all that is a hint, never a proof: 上海恒信 and 北京恒信 have one core and are two companies.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

from .places import AS_WORDS, COUNTRIES, KINDS, PREFECTURES, PROVINCES

KEPT = 20_000
SHORTEST_CORE = 2
HAN = re.compile(r"[\u3400-\u9fff]")
SILENT = re.compile(r"[\W_]+")
BRACKETS = re.compile(r"\(([^()]*)\)|【([^】]*)】|\[([^\]]*)\]|〔([^〕]*)〕")
BRANCH = re.compile(r"(分公司|分厂|分店|分部|分行|支行|营业部|办事处|代表处|事业部)$")
CHINESE_FORMS = re.compile(
    r"(股份有限责任公司|有限责任公司|股份有限公司|集团有限公司|控股有限公司|有限公司|股份公司|集团公司|总公司|公司|集团|控股|股份|有限合伙|普通合伙|合伙企业"
    r"|株式会社|個人独資企業|个人独资企业|个体工商户|总厂|工厂|厂|商行|经营部|服务部)$"
)
FORMS_ABROAD = (
    "ab ag and as asa bhd bv bvba co cokg company corp corporation cv eurl gbr gesellschaft gmbh group holding holdings inc incorporated kft kg kgaa kk limited"
    " llc llp lp ltd ltda mbh nv ohg oy oyj plc pllc pte pty pvt sa sab sac sae sarl sas sdn se sl slu sp spa spzoo srl sro ug zoo"
)
FOREIGN_FORMS = frozenset(FORMS_ABROAD.split())
DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}|\b[a-z]\.(?=\s|$)")
KIND_NAMES = tuple(sorted(KINDS.split(), key=len, reverse=True))


@dataclass(frozen=True)
class CompanyName:
    """`core`: what is left without place, legal form and branch. `full`: with place and branch. `is_branch`: 分公司 and the like."""

    core: str
    full: str
    place: str = ""
    is_branch: bool = False


@lru_cache(KEPT)
def read_name(name: str) -> CompanyName:
    """ "華拓智能科技（上海）有限公司" → core 华拓智能科技, place 上海, full 上海华拓智能科技."""
    plain = fold(name)
    if HAN.search(plain):
        return _chinese(plain)
    words = _foreign_words(plain)
    core = "".join(words)
    return CompanyName(core, core)


def fold(text: str) -> str:
    """One width, one case, simplified characters, no accents on Latin letters."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if HAN.search(plain):
        return simplified(plain)
    bare = unicodedata.normalize("NFKD", plain.replace("ß", "ss").replace("ø", "o").replace("æ", "ae").replace("ł", "l"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def simplified(text: str) -> str:
    plain: str = _opencc().convert(text)
    return plain


@cache
def _opencc() -> OpenCC:
    return OpenCC("t2s")


def is_abbreviation(short: str, long: str) -> bool:
    """Whether the characters of the shorter stand in the longer in their order, beginning with its first: 中石化, 中国石油化工."""
    if not SHORTEST_CORE <= len(short) < len(long) or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _chinese(plain: str) -> CompanyName:
    found = BRACKETS.findall(plain)
    inner = [SILENT.sub("", "".join(groups)) for groups in found]
    bare = SILENT.sub("", BRACKETS.sub("", plain))
    places = [place for each in inner if (place := _whole_place(each))]
    rest = "".join(each for each in inner if not _whole_place(each) and not CHINESE_FORMS.fullmatch(each))
    branch = BRANCH.search(bare)
    bare = _without_forms(bare[: branch.start()] if branch else bare)
    bare, before = _without_places(bare)
    core = bare if len(bare) >= SHORTEST_CORE else "".join(before) + bare
    named = [each for each in before + places if each in _places()]
    place = named[-1] if named else ""
    if branch:
        inside, unit = _head_office(core)
        return CompanyName(inside, f"{place}{inside}{rest}{unit}{branch[1]}", unit or place, True)
    return CompanyName(core + rest, (place if place not in core else "") + core + rest, place)


def _head_office(core: str) -> tuple[str, str]:
    """ "恒信贸易有限公司杭州" (分公司) → 恒信贸易, 杭州."""
    form = re.search(r"(有限责任公司|股份有限公司|有限公司|公司|集团)", core)
    if form is None:
        return core, ""
    return _without_forms(core[: form.end()]), core[form.end() :]


def _without_forms(text: str) -> str:
    """Legal forms are taken off the end, one after the other, as long as a name is left."""
    while (form := CHINESE_FORMS.search(text)) and form.start() >= SHORTEST_CORE:
        text = text[: form.start()]
    return text


def _without_places(text: str) -> tuple[str, list[str]]:
    found: list[str] = []
    while (place := _leading_place(text)) and len(text) - len(place[0]) >= SHORTEST_CORE:
        text = text[len(place[0]) :]
        found += [place[1]] if place[1] else []
    return text, found


@cache
def _places() -> frozenset[str]:
    return frozenset(f"{PROVINCES} {PREFECTURES}".split())


def _leading_place(text: str) -> tuple[str, str] | None:
    """(as written, short name) of the place with which the text begins; of 中国 no name."""
    for country in COUNTRIES.split():
        if text.startswith(country):
            return country, ""
    for length in (4, 3, 2):
        name = text[:length]
        if name not in _places():
            continue
        kind = next((kind for kind in KIND_NAMES if text.startswith(kind, length)), "")
        if kind or name not in AS_WORDS:
            return name + kind, name
    return None


def _whole_place(text: str) -> str:
    """The place that the text is and nothing else: what stands in brackets."""
    last = ""
    while (place := _leading_place(text)) is not None:
        text, last = text[len(place[0]) :], place[1] or place[0]
    return last if not text else ""


def _foreign_words(plain: str) -> list[str]:
    """S.p.A. and s. p. a. are one word; legal forms go from the end, a leading "the" too."""
    joined = DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", plain.replace("&", " and ").replace("'", ""))
    words = [word for word in SILENT.split(joined) if word]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    kept = list(words)
    while len(kept) > 1 and kept[-1] in FOREIGN_FORMS:
        kept.pop()
    return kept
