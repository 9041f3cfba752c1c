"""Every tone can be read: text on its ground, in light and dark, at least 4.5 to 1 (WCAG AA)."""

import re
from pathlib import Path

import pytest

from kaituo.foundation import ui

CSS = Path(ui.__file__).parent / "static" / "ui" / "css"
TONES = re.findall(r"\.tone-(\w+) \{ background: var\((--[\w-]+)\); color: var\((--[\w-]+)\)", (CSS / "badge.css").read_text())
THEMES = (CSS / "tokens.css").read_text().split('[data-bs-theme="dark"]')


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_tones_are_readable(theme):
    tokens = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6})", THEMES[theme]))
    assert len(TONES) == 6
    for tone, ground, ink in TONES:
        darker, lighter = sorted((brightness(tokens[ground]), brightness(tokens[ink])))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, tone
