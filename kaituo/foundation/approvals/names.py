"""What kinds of approval and the facts of a request are called. The context that asks names them; what nobody named is shown as it is written."""

from collections.abc import Mapping
from typing import Any

_kinds: dict[str, Any] = {}
_facts: dict[str, Any] = {}


def name(kind: str, label: Any, facts: Mapping[str, Any]) -> str:
    _kinds[kind] = label
    _facts.update(facts)
    return kind


def of_kind(kind: str) -> str:
    return str(_kinds.get(kind, kind))


def of_fact(fact: str) -> str:
    return str(_facts.get(fact, fact.replace("_", " ")))
