"""The shelf of cuts: by what an administrator may narrow a measure. Contexts above, which know the records, put them here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression

CUTS: dict[str, "Cut"] = {}


@dataclass(frozen=True)
class Cut:
    """`paths`: kind of record → path from it. `read` turns what a person wrote into the value compared with; raises LookupError saying what there is."""

    name: str
    label: Any
    paths: dict[str, str | Expression]
    read: Callable[[str], Any]
    is_amount: bool = False
    """Compared by more and less too."""


def shelve_cut(cut: Cut) -> None:
    CUTS[cut.name] = cut


def cut_choices() -> list[tuple[str, Any]]:
    return [(cut.name, cut.label) for cut in CUTS.values()]
