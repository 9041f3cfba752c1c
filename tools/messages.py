"""Gathers the product's English texts into the Chinese catalogue, keeps what is translated, and tells what is missing.

`messages.py` renews the catalogue, `--feed FILE.json …` also fills in translations
({"English": "中文"}, or {"context|English": "中文"}), `--check` only judges.
English needs no catalogue: its texts are the keys. Compiling is `kaituo/config/catalogue.py`; joining branches is `merge_po.py`.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PAGES = ("**/templates/**.html", "**/templates/**.txt")
METHODS = [("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python"), *((page, "jinja2") for page in PAGES)]
JINJA = {
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|%[sdrf]|\{\w*[^{}]*\}")
HEADER = """\
# Simplified Chinese texts of Kaituo, renewed by `make messages`: sorted, without dates and places, so that branches merge calmly.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
Key = tuple[str, str]


def key_of(message: Message) -> Key:
    return (singular(message), message.context or "")


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def texts_in_source() -> dict[Key, Any]:
    """Every text of the product with the id that gettext uses (a pair for plurals)."""
    found: dict[Key, Any] = {}
    extracted = extract_from_dir(ROOT / "kaituo", METHODS, dict.fromkeys(PAGES, JINJA), KEYWORDS)
    for _file, _line, text, _comments, context in extracted:
        key = (text if isinstance(text, str) else text[0], context or "")
        if key[0] and not (key in found and isinstance(text, str)):
            found[key] = text
    return found


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def entries(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalogue if message.id}


def fitting(text: Any, strings: list[str]) -> str | tuple[str, ...]:
    """The translation in the shape its text asks for: Chinese has one form, plural or not."""
    chinese = next((string for string in strings if string), "")
    return chinese if isinstance(text, str) else (chinese,)


def renewed(source: dict[Key, Any], known: dict[Key, Message], fed: dict[str, str]) -> Catalog:
    catalogue = Catalog(locale="zh_Hans", fuzzy=False)
    for (text, context), message_id in sorted(source.items()):
        old = known.get((text, context))
        strings = [fed.get(f"{context}|{text}", fed.get(text, "")), *(translations(old) if old else [])]
        catalogue.add(message_id, fitting(message_id, strings), context=context or None)
    return catalogue


def write(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """Write without dates, places or line folding: a change of one text changes one entry."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)


def fed_from(files: list[Path]) -> dict[str, str]:
    fed: dict[str, str] = {}
    for file in files:
        fed.update(json.loads(file.read_text(encoding="utf-8")))
    return fed


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def problems(source: dict[Key, Any], known: dict[Key, Message]) -> Iterator[str]:
    """What keeps the catalogue from being complete, one sentence each."""
    for key, text in sorted(source.items()):
        message = known.get(key)
        if message is None or not any(translations(message)):
            yield f"no Chinese: {key[0]!r}"
            continue
        if message.fuzzy:
            yield f"fuzzy: {key[0]!r}"
        allowed = placeholders(key[0]) if isinstance(text, str) else placeholders(text[0]) | placeholders(text[1])
        required = allowed if isinstance(text, str) else placeholders(text[1])
        for chinese in translations(message):
            if not required <= placeholders(chinese) <= allowed:
                yield f"other placeholders: {key[0]!r} → {chinese!r}"
    yield from (f"no longer in the source: {text!r}" for text, _context in sorted(known.keys() - source.keys()))


def check() -> int:
    found = list(problems(texts_in_source(), entries(read(CATALOGUE))))
    print("\n".join(found) if found else "Every text has its Chinese.")
    if found:
        print(f"{len(found)} to mend; `make messages` renews the catalogue.", file=sys.stderr)
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="judge only; exit 1 when something is missing")
    parser.add_argument("--feed", nargs="+", type=Path, default=[], metavar="FILE.json", help="translations to fill in")
    options = parser.parse_args()
    if options.check:
        return check()
    source, known = texts_in_source(), entries(read(CATALOGUE))
    catalogue = renewed(source, known, fed_from(options.feed))
    write(catalogue)
    waiting = sum(1 for message in catalogue if message.id and not any(translations(message)))
    print(f"{len(source)} texts, {waiting} still without Chinese, {len(known.keys() - source.keys())} left out as no longer used.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
