"""How static files are stored: named after their content, compressed once, and refused when one names another that is missing.

A stylesheet that only gathers others (`@import … layer(…)`) is stored as one file: a browser would ask for each of them in turn, and draw nothing
before the last has come. With `KAITUO_DEBUG` they stay apart, as they are written.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([\w-]+)\);')
CHARSET = re.compile(r'^@charset "[^"]*";')
GATHERED = ("ui/css/site.css",)


class Storage(CompressedManifestStaticFilesStorage):
    def create_compressor(self, **options: Any) -> Compressor:
        # Brotli at full strength held the first start up for twenty seconds to save a seventh; a proxy may still add it.
        return Compressor(use_brotli=False, **options)

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator:
        for name in GATHERED:
            if name in paths and not options.get("dry_run"):
                self.store_gathered(name, paths)
        return super().post_process(paths, *args, **options)

    def store_gathered(self, name: str, paths: dict[str, Any]) -> None:
        """Put the gathered stylesheet in the place of the gathering one, before it gets its name after its content."""
        text = gathered(name, {path: storage for path, (storage, _name) in paths.items()})
        self.delete(name)
        self.save(name, ContentFile(text.encode()))
        paths[name] = (self, name)


def gathered(name: str, storages: dict[str, Any]) -> str:
    """The stylesheet with those it imports written out, each in its layer. Raises KeyError for one that does not exist."""

    def read(path: str) -> str:
        with storages[path].open(path) as file:
            return file.read().decode()

    def written_out(found: re.Match[str]) -> str:
        text = read(normpath(join(dirname(name), found[1])))
        return f"@layer {found[2]} {{\n{CHARSET.sub('', text)}\n}}"

    return IMPORT.sub(written_out, read(name))
