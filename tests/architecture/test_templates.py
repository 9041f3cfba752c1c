"""Pages keep to the strict content policy: looks live in stylesheets, behaviour in script files."""

import re

import pytest

from tests.architecture.sources import ROOT, templates

INLINE = {
    "style attribute": re.compile(r"<[a-zA-Z][^<>]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "handler": re.compile(r"<[a-zA-Z][^<>]*\son[a-z]+\s*="),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/json\")"),
    "evaluated attribute": re.compile(r"\shx-on|\shx-vals=[\"']js:|javascript:"),
}
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


@pytest.mark.parametrize("kind", INLINE)
def test_no_page_holds_anything_inline(kind):
    pages = [(path, COMMENT.sub("", path.read_text(encoding="utf-8"))) for path in templates()]
    assert [path.relative_to(ROOT).as_posix() for path, text in pages if INLINE[kind].search(text)] == []
