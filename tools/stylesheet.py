"""Cuts a minified stylesheet down to the rules of the classes one names. Rules without a class stay, and so do key frames and properties."""

import re
from collections.abc import Collection, Iterator

PIECE = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]", re.DOTALL)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
ATTRIBUTE = re.compile(r"\[[^\]]*\]")
COMMA = re.compile(r",(?![^([]*[)\]])")
NESTING = ("@media", "@supports", "@layer", "@container")


def rules(text: str) -> Iterator[tuple[str, str | None]]:
    """(what stands before the brace, what stands in it); None where a line ends without braces, as `@charset` does."""
    depth, start, head, opened = 0, 0, "", 0
    for found in PIECE.finditer(text):
        sign = found[0]
        if sign == "{":
            depth += 1
            if depth == 1:
                head, opened = text[start : found.start()], found.end()
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield head.strip(), text[opened : found.start()]
                start = found.end()
        elif depth == 0 and (sign == ";" or sign.startswith("/*")):
            if sign == ";":
                yield text[start : found.start()].strip(), None
            start = found.end()


def wanted(selector: str, classes: Collection[str]) -> bool:
    return all(name in classes for name in CLASS.findall(ATTRIBUTE.sub("", selector)))


def kept(text: str, classes: Collection[str]) -> Iterator[str]:
    for head, body in rules(text):
        if body is None:
            if not head.startswith("@charset"):
                yield f"{head};"
        elif head.startswith(NESTING):
            if inner := "".join(kept(body, classes)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [each for each in COMMA.split(head) if wanted(each, classes)]:
            yield f"{','.join(selectors)}{{{body}}}"


def cut(text: str, classes: Collection[str]) -> str:
    """The same stylesheet without the rules of other classes; its first comment, which names its licence, stays."""
    licence = re.match(r"(?:@charset[^;]*;)?\s*(/\*!.*?\*/)", text, re.DOTALL)
    return f"{licence[1] if licence else ''}\n{''.join(kept(text, classes))}\n"
