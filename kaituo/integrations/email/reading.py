"""Reads a letter as it came over the wire: names, addresses, subject, text, files. Knows no database; bears letters that break every rule."""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

LONGEST_TEXT = 200_000
LONGEST_NAME = 120
MOST_ADDRESSES = 100
MOST_FILES = 20
ORNAMENT = 20 * 1024
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cn-gb": "gb18030", "unknown-8bit": "utf-8", "ks_c_5601-1987": "cp949"}
"""Many programs say gb2312 of what only its larger sisters hold."""
MESSAGE_ID = re.compile(r"<[^<>\s]{1,480}>")
BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "hr"}
UNSEEN = {"script", "style", "head", "title", "template"}

Address = tuple[str, str]
"""(name, address in small letters)."""


@dataclass(frozen=True)
class Enclosed:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Head:
    """What can be known without reading the letter itself."""

    message_id: str
    references: tuple[str, ...]
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    key: str

    @property
    def thread(self) -> str:
        """That of the letter that began the exchange."""
        return digest(self.references[0]) if self.references else self.key

    @property
    def receivers(self) -> tuple[Address, ...]:
        return (*self.to, *self.cc)

    @property
    def addresses(self) -> set[str]:
        return {address for _name, address in (self.sender, *self.receivers) if address}


@dataclass(frozen=True)
class Body:
    text: str
    files: list[Enclosed] = field(default_factory=list)
    more_files: int = 0
    """So many more there were than are kept."""


def head_of(raw: bytes) -> Head:
    letter = email.message_from_bytes(raw)
    found = MESSAGE_ID.search(_plain(letter, "Message-ID"))
    message_id = found[0] if found else ""
    said = MESSAGE_ID.findall(_plain(letter, "References")) or MESSAGE_ID.findall(_plain(letter, "In-Reply-To"))
    senders = _addresses(letter, "From") or _addresses(letter, "Sender")
    told = [_plain(letter, name) for name in ("From", "To", "Cc", "Date", "Subject")]
    return Head(
        message_id=message_id,
        references=tuple(said[:50]),
        sender=senders[0] if senders else ("", ""),
        to=_addresses(letter, "To"),
        cc=_addresses(letter, "Cc"),
        subject=_line(_decoded(next(_raw(letter, "Subject"), "")))[:300],
        sent_at=_moment(_plain(letter, "Date")),
        key=digest(message_id or "\n".join(told)),
    )


def body_of(raw: bytes) -> Body:
    letter = email.message_from_bytes(raw)
    plain, marked, files = [], [], []
    for part in letter.walk():
        if part.is_multipart():
            continue
        kind, name = part.get_content_type(), _line(_decoded(part.get_filename()))
        if name or part.get_content_disposition() == "attachment":
            files += _enclosed(part, name or "file", kind)
        elif kind == "text/plain":
            plain.append(_text(part))
        elif kind == "text/html":
            marked.append(without_markup(_text(part)))
    text = "\n\n".join(filter(None, (each.strip() for each in plain))) or "\n\n".join(marked)
    return Body(_clean(text).strip()[:LONGEST_TEXT], files[:MOST_FILES], max(0, len(files) - MOST_FILES))


def _enclosed(part: Message, name: str, kind: str) -> list[Enclosed]:
    """The little pictures of a signature are no files."""
    data = part.get_payload(decode=True) or b""
    is_ornament = kind.startswith("image/") and part.get("Content-ID") and len(data) < ORNAMENT
    return [] if is_ornament else [Enclosed(name, kind, data)]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def without_markup(text: str) -> str:
    """What a reader would see. The markup itself is never kept, so nothing in it can run or call out."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.said).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag in BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            self.unseen.remove(tag)
        elif tag in BLOCKS - {"br", "hr"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(re.sub(r"\s+", " ", data))


def _plain(letter: Message, name: str) -> str:
    return _clean(_undo_escapes(next(_raw(letter, name), "")))


def _raw(letter: Message, name: str) -> Iterator[str]:
    """As it came: asked by name, bytes outside ASCII would be lost already."""
    return (str(value) for each, value in letter.raw_items() if each.lower() == name.lower())


def _addresses(letter: Message, name: str) -> tuple[Address, ...]:
    raw = [_undo_escapes(each) for each in _raw(letter, name)]
    found = [(_line(_decoded(called))[:LONGEST_NAME], address.strip().lower()) for called, address in getaddresses(raw)]
    return tuple((called, address) for called, address in found if "@" in address and len(address) <= 254)[:MOST_ADDRESSES]


def _decoded(value: object) -> str:
    """Encoded words in whatever character set; bytes without any are UTF-8 or else GB18030."""
    if value is None:
        return ""
    try:
        parts = decode_header(_undo_escapes(str(value)))
    except (HeaderParseError, ValueError):
        return _clean(str(value))
    return _clean("".join(part if isinstance(part, str) else _decode(part, charset) for part, charset in parts))


def _decode(data: bytes, charset: str | None) -> str:
    name = (charset or "utf-8").lower()
    for each in (WIDER.get(name, name), "utf-8", "gb18030"):
        try:
            return data.decode(each)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace")


def _undo_escapes(text: str) -> str:
    """Bytes that stood raw in a header were read as lone surrogates."""
    data = text.encode("utf-8", "surrogateescape") if any("\udc80" <= each <= "\udcff" for each in text) else b""
    return _decode(data, None) if data else text


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return _decode(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def _moment(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _clean(text: str) -> str:
    """What no database takes goes: nulls and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
