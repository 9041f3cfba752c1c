"""Copies the named third-party files from `node_modules` into the application, each checked against its sha256.

`vendor.txt` beside this file is the list. The icon sprite is cut down to the names in `icons.txt` of the ui folder, the stylesheet of Tabler to
the classes that pages, scripts and components name, the divisions of China to a plain list, the outlines of cities to a coarser grid. What is copied
is git-ignored.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from outlines import thinned

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tools" / "vendor.txt"
SOURCES = ROOT / "node_modules"
UI = ROOT / "kaituo" / "foundation" / "ui"
ICONS = UI / "icons.txt"
NAMING = [f"kaituo/**/{each}" for each in ("templates/**/*.html", "static/**/js/*.js", "*.py")]
"""Where the classes of a stylesheet are named."""
SOURCE_MAP = re.compile(rb"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
DIVISION = re.compile(r'(\d{6}): ("[^"]*")')
SYMBOL = re.compile(r'<symbol id="tabler-([a-z0-9-]+)".*?</symbol>', re.DOTALL)


class Refused(Exception):
    """Why the files cannot be copied."""


@dataclass(frozen=True)
class Asset:
    sha256: str
    target: str
    source: str

    def content(self) -> bytes:
        path = SOURCES / self.source
        if not path.exists():
            raise Refused(f"{self.source} is not in node_modules; run: npm ci --ignore-scripts")
        return path.read_bytes()

    def checked(self) -> bytes:
        content = self.content()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise Refused(f"{self.source} differs from the sum in tools/vendor.txt")
        return content

    def pinned(self) -> "Asset":
        return replace(self, sha256=hashlib.sha256(self.content()).hexdigest())


def listed() -> list[Asset]:
    lines = (line for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    return [Asset(*line.split()) for line in lines]


def sprite(content: bytes) -> bytes:
    """The sprite with the wanted icons only; `<use href="…/icons.svg#NAME">` shows one."""
    found = {match[1]: match[0].replace(f'id="tabler-{match[1]}"', f'id="{match[1]}"', 1) for match in SYMBOL.finditer(content.decode())}
    lines = (line.split("#")[0].strip() for line in ICONS.read_text().splitlines())
    names = sorted({line for line in lines if line})
    missing = [name for name in names if name not in found]
    if missing:
        raise Refused(f"no such icon in the sprite: {', '.join(missing)}")
    symbols = "\n".join(found[name] for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'.encode()


def used(source: str) -> bytes:
    """The stylesheet with the rules of the classes that are named anywhere. Six sevenths of Tabler are of no use here."""
    command = [SOURCES / ".bin" / "purgecss", "--css", SOURCES / source, "--content", *NAMING]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (found,) = json.loads(answer.stdout)
    return found["css"].encode()


def divisions(content: bytes) -> bytes:
    """Code and name of every province, city and county, from a module of JavaScript."""
    found = {code: json.loads(name) for code, name in DIVISION.findall(content.decode())}
    return json.dumps(dict(sorted(found.items())), ensure_ascii=False, indent=0).encode()


def prepared(asset: Asset) -> bytes:
    content = asset.checked()
    if asset.target.endswith("icons.svg"):
        return sprite(content)
    if asset.target.endswith("divisions.json"):
        return divisions(content)
    if asset.target.endswith("geo/cities.json"):
        return thinned(content)
    if asset.target.endswith("tabler.min.css"):
        content = used(asset.source)
    # The static-files manifest refuses a stylesheet or script that names a source map we do not ship.
    return SOURCE_MAP.sub(b"\n", content) if asset.target.endswith((".css", ".js")) else content


def copy(assets: list[Asset]) -> None:
    for asset in assets:
        target = UI / asset.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(prepared(asset))


def pin(assets: list[Asset]) -> None:
    comments = [line for line in LIST.read_text().splitlines() if line.startswith("#")]
    lines = [f"{asset.sha256} {asset.target} {asset.source}" for asset in (asset.pinned() for asset in assets)]
    LIST.write_text("\n".join([*comments, *lines]) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="write the sums of what node_modules holds now")
    try:
        (pin if parser.parse_args().pin else copy)(listed())
    except Refused as refusal:
        print(f"vendor: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
