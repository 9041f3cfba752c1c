"""In which encoding a text is: by its mark, by being valid UTF-8, by its zeros, else what reads best among the likely ones. What was not certain is said.

People may say otherwise: `ENCODINGS` are those that are offered.
"""

import codecs
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

BYTE_ORDER_MARKS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]
LIKELY = ["gb18030", "big5", "cp1252"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp1252", "shift_jis", "euc_kr"]
LOOKED_AT = 4000
CHUNK = 1024 * 1024
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
    encoding, is_certain = (said, True) if said else recognised(content)
    return Decoded(_read(content, encoding), encoding, is_certain)


def recognised(sample: bytes, *, is_whole: bool = True) -> tuple[str, bool]:
    """(encoding, whether the bytes say so themselves) of a text or of its beginning, which may end within a sign. Raises Undecodable."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding, True
    if wide := _without_mark(sample):
        return wide, False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=is_whole)
    except UnicodeDecodeError:
        best = from_bytes(sample, cp_isolation=LIKELY).best()
        if best is None:
            raise Undecodable(_("Save it as UTF-8 and try again.")) from None
        return best.encoding, False
    return "utf-8", True


def of_long_text(file: BinaryIO, said: str = "") -> tuple[str, bool]:
    """The same of a text that is not held as a whole: by its beginning; where that was plain ASCII and the rest is no UTF-8, by the rest.

    Raises Undecodable.
    """
    encoding, is_certain = (said, True) if said else recognised(_beginning(file), is_whole=False)
    wrong = _undecodable_part(file, encoding)
    if wrong and encoding == "utf-8" and not said:
        encoding, is_certain = recognised(wrong, is_whole=False)
        wrong = _undecodable_part(file, encoding)
    if wrong:
        raise Undecodable(_("It is not written in %(encoding)s. Choose another encoding.") % {"encoding": encoding})
    return encoding, is_certain


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(CHUNK)


def _undecodable_part(file: BinaryIO, encoding: str) -> bytes:
    """The piece in which the text stops being of that encoding, from its first whole line on; empty: it is of it to the end."""
    file.seek(0)
    reader = _decoder(encoding)
    while piece := file.read(CHUNK):
        try:
            reader.decode(piece)
        except UnicodeDecodeError:
            return piece[piece.find(b"\n") + 1 :]
    try:
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        return b"\xff"
    return b""


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    if encoding not in ENCODINGS:
        raise Undecodable(_("There is no encoding “%(name)s” to choose.") % {"name": encoding[:40]})
    return codecs.getincrementaldecoder(encoding)()


def _read(content: bytes, encoding: str) -> str:
    try:
        return _decoder(encoding).decode(content, final=True)
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
