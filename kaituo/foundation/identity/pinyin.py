"""Pinyin keys, by which Chinese names are sorted and found. Names are made of few words, so each word's spelling is kept."""

import re
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

LONGEST_KEY = 200
KEPT_WORDS = 50_000
KEPT_RUNS = 10_000
"""A name that is written is spelt for its order, its words and its initials, one soon after the other."""


@cache
def _library() -> ModuleType:
    """The dictionary of phrases takes a third of a second to load: who starts the server does not wait for it."""
    import_module("pypinyin.seg.mmseg")
    return import_module("pypinyin")


@cache
def _runs() -> re.Pattern[str]:
    """Runs of Chinese characters, as the library knows them."""
    return re.compile(f"({_library().constants.RE_HANS.pattern.removeprefix('^').removesuffix('$')})")


def sort_key(text: str) -> str:
    """The full spelling in lower case: "王芳" → "wang fang"; other letters stay as they are."""
    parts = _runs().split(text)
    parts[1::2] = map(_spelt, parts[1::2])
    return " ".join(filter(None, parts)).lower()[:LONGEST_KEY]


def initials(text: str) -> str:
    """The first letters: "王芳" → "wf"."""
    parts = _runs().split(text)
    parts[1::2] = map(_begun, parts[1::2])
    return "".join(parts).lower()[:LONGEST_KEY]


@lru_cache(KEPT_RUNS)
def _spelt(run: str) -> str:
    return " ".join(syllable for word in _library().seg.mmseg.seg.cut(run) for syllable in _syllables(word))


@lru_cache(KEPT_RUNS)
def _begun(run: str) -> str:
    return "".join(_letters(word) for word in _library().seg.mmseg.seg.cut(run))


@lru_cache(KEPT_WORDS)
def _syllables(word: str) -> list[str]:
    spelt: list[str] = _library().lazy_pinyin([word])
    return spelt


@lru_cache(KEPT_WORDS)
def _letters(word: str) -> str:
    return "".join(_library().lazy_pinyin([word], style=_library().Style.FIRST_LETTER))
