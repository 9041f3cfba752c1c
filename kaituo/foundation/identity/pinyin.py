"""Pinyin keys, by which Chinese names are sorted and found."""

from pypinyin import Style, lazy_pinyin

LONGEST_KEY = 200


def sort_key(text: str) -> str:
    """The full spelling in lower case: "王芳" → "wang fang"; other letters stay as they are."""
    return " ".join(lazy_pinyin(text)).lower()[:LONGEST_KEY]


def initials(text: str) -> str:
    """The first letters: "王芳" → "wf"."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()[:LONGEST_KEY]
