"""Telephone numbers and e-mail addresses in the one form in which they can be compared."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

HOME = "CN"
KEPT = 20_000
EXTENSION = re.compile(r"(?:转|ext\.?|extension|分机|#)\s*\d*\s*$", re.IGNORECASE)
MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[3-9]\d{9})")
LANDLINE = re.compile(r"(?:(?:\+|00)86)?0?((?:10|2[0-57-9])\d{8}|[3-9]\d{2}\d{7,8})")
REGIONS = {
    "中国": "CN",
    "china": "CN",
    "香港": "HK",
    "中国香港": "HK",
    "hong kong": "HK",
    "台湾": "TW",
    "中国台湾": "TW",
    "taiwan": "TW",
    "澳门": "MO",
    "中国澳门": "MO",
    "macau": "MO",
    "germany": "DE",
    "德国": "DE",
    "france": "FR",
    "法国": "FR",
    "united kingdom": "GB",
    "uk": "GB",
    "英国": "GB",
    "usa": "US",
    "united states": "US",
    "美国": "US",
    "japan": "JP",
    "日本": "JP",
    "singapore": "SG",
    "新加坡": "SG",
    "italy": "IT",
    "意大利": "IT",
    "spain": "ES",
    "西班牙": "ES",
    "netherlands": "NL",
    "荷兰": "NL",
    "sweden": "SE",
    "瑞典": "SE",
    "canada": "CA",
    "加拿大": "CA",
    "australia": "AU",
    "澳大利亚": "AU",
    "korea": "KR",
    "韩国": "KR",
    "india": "IN",
    "印度": "IN",
}


def region_of(country: str) -> str:
    """The region from which a number without country code is dialled; an unknown name is taken for home."""
    return REGIONS.get(unicodedata.normalize("NFKC", country).strip().casefold(), HOME)


@lru_cache(KEPT)
def e164(text: str, region: str = HOME) -> str:
    """ "０２１-6888 8888 转 12" → "+862168888888"; empty where no number can be read, so that rubbish equals nothing."""
    plain = EXTENSION.sub("", unicodedata.normalize("NFKC", text).strip())
    if region == HOME and (known := _at_home(re.sub(r"[\s\-()]", "", plain))):
        return known
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""


def _at_home(digits: str) -> str:
    """What is written as most are, read without the library: an import has millions of them."""
    mobile = MOBILE.fullmatch(digits)
    if mobile:
        return f"+86{mobile[1]}"
    landline = LANDLINE.fullmatch(digits) if digits.startswith(("0", "+860")) else None
    return f"+86{landline[1]}" if landline else ""


def numbers_in(text: str, region: str = HOME) -> list[str]:
    """Every number of a field into which people wrote several: "138…/139…"."""
    found = (e164(part, region) for part in re.split(r"[/;,、；，|\n]", unicodedata.normalize("NFKC", text)))
    return list(dict.fromkeys(number for number in found if number))


def tidy_email(text: str) -> str:
    """Of one width and case, without spaces; empty where it is no address."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    return plain if re.fullmatch(r"[^@]+@[^@]+\.[^@]+", plain) else ""
