"""`python -m benchmarks.duplicates [FIRMS …]`: how well and how fast pairs are found, on FEBRL 1 to 4 and on labelled Chinese companies; no database is needed.

The companies are made from another seed than the one on which the weights were set. Written to benchmarks/recorded/duplicates.json and .md.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from benchmarks.companies import Maker
from benchmarks.febrl import FILES, PERSON, records, truth
from kaituo.sales.duplicates.linkage.engine import link
from kaituo.sales.duplicates.linkage.features import of_account
from kaituo.sales.duplicates.linkage.profile import Profile, Row
from kaituo.sales.duplicates.linkage.profiles import ACCOUNT

RECORDED = Path(__file__).parent / "recorded"
SEED = 7
FIRMS = (20_000, 100_000)
THRESHOLD = {"febrl": 0.5, "companies": 0.95}


def measured(name: str, profile: Profile, rows: Iterable[tuple[int, Row]], true: set[tuple[int, int]], count: int, threshold: float) -> dict:
    began, cpu = perf_counter(), process_time()
    found = {(min(pair.first, pair.second), max(pair.first, pair.second)) for pair in link(profile, rows, threshold=threshold)}
    seconds, worked = perf_counter() - began, process_time() - cpu
    right = len(found & true)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    return {
        "set": name,
        "records": count,
        "true_pairs": len(true),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * right / (len(found) + len(true)), 4),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(worked, 1),
        "peak_mb": max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) // 1024,
    }


def of_febrl(number: int) -> dict:
    rows = records(number)
    return measured(f"FEBRL {number}", PERSON, ((at, row) for at, (_name, row) in enumerate(rows)), truth(rows), len(rows), THRESHOLD["febrl"])


def of_companies(firms: int) -> dict:
    made, by_firm = Maker(firms, seed=SEED).records(), defaultdict(list)
    for at, each in enumerate(made):
        by_firm[each.firm].append(at)
    true = {pair for ids in by_firm.values() for pair in combinations(ids, 2)}
    rows = ((at, of_account(*[getattr(each, name) for name in FIELDS])) for at, each in enumerate(made))
    return measured("Chinese companies", ACCOUNT, rows, true, len(made), THRESHOLD["companies"])


FIELDS = ("name", "tax_number", "phone", "email", "country", "city", "address")


def main(firms: Iterable[int]) -> None:
    results = [of_febrl(number) for number in FILES] + [of_companies(count) for count in firms]
    columns = list(results[0])
    lines = [
        "# Finding duplicates",
        "",
        f"{os.cpu_count()} cores, load at the start {os.getloadavg()[0]:.1f}. Thresholds {THRESHOLD}; companies of seed {SEED}.",
        "",
    ]
    lines += [
        f"| {' | '.join(columns)} |",
        f"|{'---|' * len(columns)}",
        *(f"| {' | '.join(str(each[name]) for name in columns)} |" for each in results),
    ]
    (RECORDED / "duplicates.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RECORDED / "duplicates.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or FIRMS)
