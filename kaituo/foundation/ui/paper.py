"""Documents on paper: a layout and its data make a PDF. The data travels as JSON, never as text put into the layout, so a name may hold any character."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation

from kaituo.foundation.kernel.capitals import in_capitals

from .formats import books_kept_in

FONTS = Path(__file__).parent / "fonts"
LANGUAGES = {"zh-hans": "zh", "en": "en"}
CHINESE, YUAN = "zh-hans", "CNY"


def typeset(layout: Path, data: dict[str, Any]) -> bytes:
    """The PDF. Raises FileNotFoundError when the fonts were not installed (`make setup` brings them)."""
    if not any(FONTS.glob("*.ttf")):
        raise FileNotFoundError(f"no fonts in {FONTS}; run tools/vendor.py")
    return typst.compile(str(layout), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """In the language of the paper, whatever the reader's is; every amount names its currency, because a paper leaves the house."""
    with translation.override(language), books_kept_in(None):
        yield


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """The amount in capital characters (大写), as Chinese papers in yuan carry it; elsewhere empty."""
    return in_capitals(amount) if language == CHINESE and currency == YUAN else ""


def links_to(address: str, pk: int) -> list[tuple[str, str]]:
    """(language, where its paper is) for every language there is."""
    return [(name, reverse(address, args=[pk, code])) for code, name in settings.LANGUAGES]


def known_language(language: str) -> str:
    """Raises Http404 for another one."""
    if language not in LANGUAGES:
        raise Http404
    return language


def answer(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
