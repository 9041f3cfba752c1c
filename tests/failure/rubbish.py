"""What people and programs send by mistake or on purpose, and how it is laid over a form that was just drawn."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

RUBBISH = [
    "",
    "\0",
    "x" * 10_000,
    "-1",
    "9" * 400,
    "999999999999999999",
    "1e400",
    "NaN",
    "-Infinity",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "😀👨‍👩‍👧 ﷽",
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "{",
    "none",
    "..",
]
SURROGATE = b"\xed\xa0\x80"
"""Half of a pair, in bytes that are no UTF-8."""
QUERIES = [
    "sort=nothing&group=nothing&view=nothing&column=nothing&archived=perhaps",
    "key=%00&q=%00&month=9999-12&page=-1&size=-5&tab=%F0%9F%98%80",
    "key=W2ZhbHNlLCAieCIsIDk5OTk5OTk5OTk5OTk5OTk5OTk5OTld&q=%ED%A0%80&month=0001-01&sort=--name",
    "q=%27%22%29%28*%3A%5E&by=weather&measure=nothing&from=2026-13-01&to=-&period=x&format=exe&kind=%00",
    "q=" + "%E5%BC%80" * 3000,
]


class Fields(HTMLParser):
    """The names and values that a browser would send from the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag, attributes) -> None:
        named = dict(attributes)
        if tag == "select":
            self.select = named.get("name", "")
        elif tag == "option" and self.select and ("selected" in named or self.select not in self.values):
            self.values[self.select] = named.get("value") or ""
        elif tag in {"input", "textarea"} and named.get("name"):
            self.values.setdefault(named["name"], named.get("value") or "")
            self.select = ""


def fields_of(html: str) -> dict[str, str]:
    parser = Fields()
    parser.feed(re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL))
    parser.values.pop("csrfmiddlewaretoken", None)
    return parser.values


def spoilt(values: dict[str, str], turn: int) -> Iterator[dict[str, str]]:
    """Everything wrong at once; then the form as it was drawn with one field wrong, each field in its turn."""
    yield {name: RUBBISH[(turn + index) % len(RUBBISH)] for index, name in enumerate(values)}
    names = list(values)
    for index in range(len(names)):
        yield values | {names[(turn + index) % len(names)]: RUBBISH[(turn * 7 + index) % len(RUBBISH)]}
