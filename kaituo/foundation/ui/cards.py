"""Tables on a phone: each cell is told its column's heading, so that a row can stand as a card instead of running off the screen."""

from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

FEWEST = 4
"""Narrower tables fit a phone as they are."""
CELLS = ("td", "th")


class Cells(HTMLParser):
    """The headings of one table, and where in its text each cell of body and foot begins, with the number of its column."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.cells: list[tuple[int, int]] = []
        self.is_head, self.is_heading = False, False
        self.at, self.column = 0, 0
        self.feed(text)

    def parse_starttag(self, i: int) -> int:
        """The parser's own step from tag to tag; where it stands is remembered."""
        self.at = i
        return super().parse_starttag(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.column = 0
        self.is_head = self.is_head or tag == "thead"
        if tag not in CELLS:
            return
        if self.is_head:
            self.headings.append("")
            self.is_heading = True
        else:
            self.cells.append((self.at, self.column))
            self.column += int(dict(attrs).get("colspan") or 1)

    def handle_endtag(self, tag: str) -> None:
        self.is_heading = self.is_heading and tag not in CELLS
        self.is_head = self.is_head and tag != "thead"

    def handle_data(self, data: str) -> None:
        if self.is_heading:
            self.headings[-1] += data


def labelled(content: Markup) -> Markup:
    """The inside of a table with `data-label` on the cells of its body and foot. Tables without or with few headings, or that label themselves, stay."""
    if is_labelled(content):
        return content
    text = str(content)
    found = Cells(text)
    if len(found.headings) < FEWEST:
        return content
    labels = [f' data-label="{escape(heading.strip())}"' for heading in found.headings]
    pieces, done = [], 0
    for begin, column in found.cells:
        after_name = begin + 1 + len(CELLS[0])
        pieces += [text[done:after_name], labels[column] if column < len(labels) else ""]
        done = after_name
    return Markup("".join([*pieces, text[done:]]))  # noqa: S704 - what came in was safe, and the headings are escaped anew


def is_labelled(content: Markup) -> bool:
    return "data-label" in content
