"""Visiting cards (vCard 2.1, 3.0 and 4.0) as the rows of a table, one card a row."""

import quopri
import re
from collections.abc import Iterator

COLUMNS = ("name", "account", "title", "mobile", "phone", "email", "birthday", "wechat", "notes")
FOLDED = re.compile(r"\r?\n[ \t]")
SOFT_BREAK = re.compile(r"=\r?\n")
PROPERTY = re.compile(r"^(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[^:]*)?):(?P<value>.*)$", re.DOTALL)


def cards(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the card, its row in the order of COLUMNS)"""
    for number, block in enumerate(re.split(r"(?im)^BEGIN:VCARD\s*$", text)[1:], 1):
        yield number, _row(re.split(r"(?im)^END:VCARD", block)[0])


def _row(block: str) -> list[str]:
    found: dict[str, str] = {}
    unfolded = FOLDED.sub("", block)
    if re.search("quoted-printable", unfolded, re.IGNORECASE):
        unfolded = SOFT_BREAK.sub("", unfolded)
    for line in unfolded.splitlines():
        match = PROPERTY.match(line)
        if match:
            _take(found, match["name"].upper(), match["parameters"].upper(), _value(match["value"], match["parameters"].upper()))
    found.setdefault("name", found.pop("structured", ""))
    return [found.get(name, "") for name in COLUMNS]


def _value(raw: str, parameters: str) -> str:
    """Quoted-printable as old telephones write Chinese, then the escapes of the format."""
    if "QUOTED-PRINTABLE" in parameters:
        charset = "gb18030" if "GBK" in parameters or "GB2312" in parameters else "utf-8"
        raw = quopri.decodestring(raw.encode("ascii", "replace")).decode(charset, "replace")
    return raw


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text).strip()


def _parts(text: str) -> list[str]:
    return [_plain(part) for part in re.split(r"(?<!\\);", text)]


def _take(found: dict[str, str], name: str, parameters: str, value: str) -> None:
    """The first of each kind counts, and a mobile before a landline."""
    simple = {"FN": "name", "TITLE": "title", "EMAIL": "email", "NOTE": "notes", "BDAY": "birthday", "X-WECHAT": "wechat"}
    if name in simple:
        found.setdefault(simple[name], _plain(value))
    elif name == "ORG":
        found.setdefault("account", _parts(value)[0])
    elif name == "N":
        last, first, *_rest = [*_parts(value), ""]
        found.setdefault("structured", f"{last}{first}" if _is_chinese(last + first) else f"{first} {last}".strip())
    elif name == "TEL":
        is_mobile = any(word in parameters for word in ("CELL", "MOBILE", "IPHONE"))
        found.setdefault("mobile" if is_mobile else "phone", _plain(value).removeprefix("tel:"))


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
