"""What a text is found by: its letters and digits alone, its pinyin, its initials, cut into pairs of neighbouring characters. Pure.

Pairs make every substring findable on both databases alike, of Chinese as of anything else. SQLite's own trigram tokenizer is not used: it silently finds
nothing for two Chinese characters, which is how most names are looked for.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from operator import add

from kaituo.foundation.identity.pinyin import initials, sort_key

LONGEST = 200
FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"
HAN = re.compile(f"[{FIRST_HAN}-{LAST_HAN}]")
SILENT = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""
KEPT = 5_000
"""Texts whose words are kept: cities, owners and titles come again and again."""


def compact(text: str) -> str:
    """Letters and digits alone, of one case and one width: "SO-2026-00017" → "so202600017"."""
    return SILENT.sub("", unicodedata.normalize("NFKC", text).casefold())


def has_han(text: str) -> bool:
    return HAN.search(text) is not None


def words_of(texts: Iterable[str]) -> str:
    """Every way of writing the texts, in order, each once: "华拓智能" → "华拓智能 huatuozhineng htzn"."""
    return " ".join(dict.fromkeys(word for text in texts for word in _ways(text)))


@lru_cache(KEPT)
def _ways(text: str) -> tuple[str, ...]:
    plain = compact(text)[:LONGEST]
    ways = (plain, compact(sort_key(plain)), compact(initials(plain))) if has_han(plain) else (plain,)
    return tuple(way for way in ways if way)


def pairs_of(words: str) -> str:
    """The pairs of neighbouring characters of each word, and its last character alone, so that every character begins some entry."""
    return " ".join(dict.fromkeys([pair for word in words.split() for pair in (*map(add, word, word[1:]), word[-1])]))


def kind_mark(label: str) -> str:
    """What an entry says of its kind among its pairs; it begins with a sign that nobody asks for: "customers.Account" → "\ue000customersaccount"."""
    return f"\ue000{compact(label)}"


def terms_of(asked: str) -> list[str]:
    """The words of what was asked, each of which must be found."""
    return [term for term in (compact(part)[:LONGEST] for part in asked.split()) if term]


def marked(text: str, terms: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was asked for."""
    places = [(char, at) for at, original in enumerate(text) for char in compact(original)]
    plain = "".join(char for char, _at in places)
    hits: set[int] = set()
    for term in terms:
        start = plain.find(term)
        if start >= 0:
            hits |= set(range(places[start][1], places[start + len(term) - 1][1] + 1))
    pieces: list[tuple[str, bool]] = []
    for at, char in enumerate(text):
        if pieces and pieces[-1][1] == (at in hits):
            pieces[-1] = (pieces[-1][0] + char, at in hits)
        else:
            pieces.append((char, at in hits))
    return pieces
