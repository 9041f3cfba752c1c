"""In which encoding a text is: by its mark, by being valid UTF-8, by its zeros, else what reads best among the likely ones. What was not certain is said.

People may say otherwise: `ENCODINGS` are those that are offered.
"""

from typing import NamedTuple

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

BYTE_ORDER_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
LIKELY = ["gb18030", "big5", "cp1252"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp1252", "shift_jis", "euc_kr"]
LOOKED_AT = 4000
MANY = 0.2


class Undecodable(ValueError):
    """No likely encoding fits, or the one that was said does not."""


class Decoded(NamedTuple):
    """`is_certain`: the bytes say so themselves; else it is the likeliest."""

    text: str
    encoding: str
    is_certain: bool


def decode(content: bytes, said: str = "") -> Decoded:
    """Raises Undecodable."""
    if said:
        return Decoded(_read(content, said), said, True)
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(_read(content, encoding), encoding, True)
    if wide := _without_mark(content):
        return Decoded(_read(content, wide), wide, False)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", True)
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=LIKELY).best()
    if best is None:
        raise Undecodable(_("Save it as UTF-8 and try again."))
    return Decoded(str(best), best.encoding, False)


def _read(content: bytes, encoding: str) -> str:
    if encoding not in ENCODINGS:
        raise Undecodable(_("There is no encoding “%(name)s” to choose.") % {"name": encoding[:40]})
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(_("It is not written in %(encoding)s. Choose another encoding.") % {"encoding": encoding}) from error


def _without_mark(content: bytes) -> str:
    """UTF-16 whose mark is missing: of Latin letters, commas and line ends every second byte is zero. A text without any is not UTF-16 by chance."""
    some = content[:LOOKED_AT]
    if len(some) < 4 or len(content) % 2:
        return ""
    first, second = some[::2].count(0) / len(some[::2]), some[1::2].count(0) / len(some[1::2])
    if second > MANY and first < second / 4:
        return "utf-16-le"
    return "utf-16-be" if first > MANY and second < first / 4 else ""
