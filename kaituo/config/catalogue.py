"""Compiles the translation catalogues (`.po`) into what gettext reads (`.mo`), without needing gettext's own programs.

Gathering texts into the catalogues is a developer's job and lives in `tools/messages.py`.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_catalogue(po: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def compile_missing() -> None:
    """Compile each catalogue that has no compiled twin, or an older one."""
    for po in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            compile_catalogue(po)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
