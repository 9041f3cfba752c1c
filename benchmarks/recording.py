"""Writes what was measured to `recorded/`, once as JSON for programs and once as a table for people."""

import json
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parent / "recorded"
HOW = (
    "Each page is asked for in turn with its floor, over one kept connection on loopback; the figures are medians of the same number of requests. "
    "The floor is a bare Django view under the same server (one granian process, four threads) that fetches the same rows by key with plain SQL and "
    "answers as many bytes, without sign-in, rights or templates. Read the ratios; the absolute times belong to this machine and moment."
)


def record(name: str, found: dict[str, Any], how: str = HOW) -> Path:
    RECORDED.mkdir(exist_ok=True)
    path = RECORDED / f"{name}.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(told(name, found, how), encoding="utf-8")
    return path


def told(name: str, found: dict[str, Any], how: str = HOW) -> str:
    parts = [f"# {name}", how]
    for title, content in found.items():
        parts += [f"## {title.capitalize()}", table(content if isinstance(content, list) else [content])]
    return "\n\n".join(parts) + "\n"


def table(rows: list[dict[str, Any]]) -> str:
    """Several rows as a table; one row as a list of its values."""
    if len(rows) == 1:
        return "\n".join(f"- {name.replace('_', ' ')}: {shown(value)}" for name, value in rows[0].items())
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([shown(row[head]) for head in heads] for row in rows)]
    return "\n".join("| " + " | ".join(each.replace("_", " ") for each in line) + " |" for line in lines)


def shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else f"{value:,}" if isinstance(value, int) else str(value)
