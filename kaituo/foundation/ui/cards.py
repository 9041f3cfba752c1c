"""Tables on a phone: each cell is told its column's heading, so that a row can stand as a card instead of running off the screen."""

import re

from django.utils.html import strip_tags
from markupsafe import Markup

FEWEST = 4
"""Narrower tables fit a phone as they are."""
HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
HEADING = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(td|th)\b([^>]*)>")
SPAN = re.compile(r'colspan="(\d+)"')


def labelled(content: Markup) -> Markup:
    """The inside of a table with `data-label` on the cells of its body and foot. Tables without or with few headings, or that label themselves, stay."""
    text = str(content)
    head = HEAD.search(text)
    if head is None or is_labelled(content):
        return content
    headings = [strip_tags(said).strip() for _attributes, said in HEADING.findall(head.group())]
    if len(headings) < FEWEST:
        return content
    body = ROW.sub(lambda row: _row(row.group(), headings), text[head.end() :])
    return Markup(text[: head.end()] + body)  # noqa: S704 - what came in was safe, headings are taken from it without their tags


def is_labelled(content: Markup) -> bool:
    return "data-label" in content


def _row(row: str, headings: list[str]) -> str:
    at = 0

    def told(cell: re.Match[str]) -> str:
        nonlocal at
        label = headings[at] if at < len(headings) else ""
        span = SPAN.search(cell[2])
        at += int(span[1]) if span else 1
        return f'<{cell[1]} data-label="{label}"{cell[2]}>'

    return CELL.sub(told, row)
