"""Pinyin keys, by which Chinese names are sorted and found. Names are made of few words, so each word's spelling is kept."""

from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

LONGEST_KEY = 200
KEPT_WORDS = 50_000
KEPT_TEXTS = 5_000
"""A name that is written is spelt for its order, its words and its initials, one soon after the other."""


@cache
def _library() -> ModuleType:
    """The dictionary of phrases takes a third of a second to load: who starts the server does not wait for it."""
    import_module("pypinyin.seg.simpleseg")
    return import_module("pypinyin")


@lru_cache(KEPT_TEXTS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_library().seg.simpleseg.seg(text))


def sort_key(text: str) -> str:
    """The full spelling in lower case: "王芳" → "wang fang"; other letters stay as they are."""
    return " ".join(syllable for word in _words(text) for syllable in _spelt(word)).lower()[:LONGEST_KEY]


def initials(text: str) -> str:
    """The first letters: "王芳" → "wf"."""
    return "".join(_begun(word) for word in _words(text)).lower()[:LONGEST_KEY]


@lru_cache(KEPT_WORDS)
def _spelt(word: str) -> list[str]:
    spelt: list[str] = _library().lazy_pinyin([word])
    return spelt


@lru_cache(KEPT_WORDS)
def _begun(word: str) -> str:
    return "".join(_library().lazy_pinyin([word], style=_library().Style.FIRST_LETTER))
