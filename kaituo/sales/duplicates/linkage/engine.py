# ruff: noqa: S608 - the names in these statements are those of our own profiles
"""Splink on DuckDB: compares what the blocks of a profile bring together and gives each pair its likelihood, with what every comparison weighed.

Splink is an extra that only searches through everything need, so it is looked for when one begins. Tables lie in a file of their own, so that memory
stays within what is allowed.
"""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from .profile import Comparison, Profile, Row

MEMORY = "2GB"
CHUNK = 50_000
SAMPLED = 2_000_000
SEED = 1
WEIGHTIEST = 40.0


class NotInstalled(RuntimeError):
    """The extra `dedupe` is not installed."""


@dataclass(frozen=True)
class Likely:
    first: int
    second: int
    likelihood: float
    reasons: list[tuple[str, str, float]]


def is_installed() -> bool:
    return find_spec("splink") is not None and find_spec("pyarrow") is not None


def link(profile: Profile, rows: Iterable[tuple[int, Row]], *, threshold: float, memory: str = MEMORY, threads: int = 2) -> Iterator[Likely]:
    """Every pair at least so likely, the likeliest first. `rows`: (id, the profile's columns in order). Raises NotInstalled."""
    if not is_installed():
        raise NotInstalled
    with tempfile.TemporaryDirectory(prefix="kaituo-linkage-") as folder:
        base = duckdb.connect(str(Path(folder) / "linkage.duckdb"), config={"memory_limit": memory, "threads": threads, "temp_directory": folder})
        try:
            count = _fill(base, profile, rows)
            if count > 1:
                yield from _pairs(base, profile, count, threshold)
        finally:
            base.close()


def _fill(base: duckdb.DuckDBPyConnection, profile: Profile, rows: Iterable[tuple[int, Row]]) -> int:
    arrow = import_module("pyarrow")
    names = ["unique_id", *profile.columns]
    declared = ", ".join(f"{name} {kind}" for name, kind in {"unique_id": "BIGINT", **profile.columns}.items())
    base.execute(f"CREATE TABLE raw ({declared})")
    for chunk in _chunks(rows):
        columns = list(zip(*((pk, *row) for pk, row in chunk), strict=True))
        base.register("chunk", arrow.table(dict(zip(names, map(list, columns), strict=True))))
        base.execute("INSERT INTO raw SELECT * FROM chunk")
        base.unregister("chunk")
    _mark_blocks(base, profile)
    [(count,)] = base.execute("SELECT count(*) FROM raw").fetchall()
    return count


def _chunks(rows: Iterable[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    held: list[tuple[int, Row]] = []
    for row in rows:
        held.append(row)
        if len(held) == CHUNK:
            yield held
            held = []
    if held:
        yield held


def _mark_blocks(base: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """A column for each block, empty where the value is empty or crowded; of a list what is left of it."""
    columns, joins = ["raw.*"], []
    for name in profile.blocks:
        kept, one = ("list(value)", f"unnest({name})") if name in profile.lists else ("any_value(value)", name)
        values = f"SELECT unique_id, {one} AS value FROM raw"
        shared = f"SELECT value FROM ({values}) WHERE value <> '' GROUP BY 1 HAVING count(*) BETWEEN 2 AND {profile.crowded}"
        base.execute(f"CREATE TABLE of_{name} AS SELECT unique_id, {kept} AS value FROM ({values}) WHERE value IN ({shared}) GROUP BY 1")
        columns.append(f"of_{name}.value AS block_{name}")
        joins.append(f"LEFT JOIN of_{name} USING (unique_id)")
    base.execute(f"CREATE TABLE records AS SELECT {', '.join(columns)} FROM raw {' '.join(joins)}")


def _settings(profile: Profile, count: int) -> dict[str, Any]:
    library = import_module("splink.blocking_rule_library")
    blocks = [
        library.block_on(f"block_{name}", arrays_to_explode=[f"block_{name}"]) if name in profile.lists else library.block_on(f"block_{name}")
        for name in profile.blocks
    ]
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": min(0.01, 2 * profile.pairs_per_record / count),
        "blocking_rules_to_generate_predictions": blocks,
        "comparisons": [_comparison(each, learns=profile.learns) for each in profile.comparisons],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }


def _comparison(comparison: Comparison, *, learns: bool) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [{"sql_condition": comparison.unknown, "is_null_level": True, "label_for_charts": "unknown"}]
    for level in comparison.levels:
        shares = {} if learns else {"m_probability": level.among_same, "u_probability": level.by_chance}
        shares |= {} if learns else {"fix_m_probability": True, "fix_u_probability": True}
        levels.append({"sql_condition": level.when or "ELSE", "label_for_charts": level.how, **shares})
    return {"output_column_name": comparison.what, "comparison_levels": levels}


def _pairs(base: duckdb.DuckDBPyConnection, profile: Profile, count: int, threshold: float) -> Iterator[Likely]:
    splink = import_module("splink")
    import_module("splink.logging").disable()
    logging.getLogger("splink").setLevel(logging.ERROR)
    backend = splink.DuckDBAPI(base)
    linker = splink.Linker(backend.register("records"), _settings(profile, count))
    if profile.learns:
        _learn(linker, profile)
    found = linker.inference.predict(threshold_match_probability=threshold).physical_name
    names = ", ".join(f"gamma_{each.what}, mw_{each.what}" for each in profile.comparisons)
    query = f"SELECT unique_id_l, unique_id_r, match_probability, {names} FROM {found} ORDER BY match_probability DESC, unique_id_l, unique_id_r"
    answer = base.execute(query)
    while some := answer.fetchmany(CHUNK):
        for first, second, likelihood, *parts in some:
            yield Likely(first, second, likelihood, _reasons(profile, parts))


def _learn(linker: Any, profile: Profile) -> None:
    library = import_module("splink.blocking_rule_library")
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=SEED)
    for name in profile.training_blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(library.block_on(*name.split()))


def _reasons(profile: Profile, parts: list[Any]) -> list[tuple[str, str, float]]:
    """Weightiest first; what says nothing is left out. Splink numbers levels from the last, which is 0; -1 is unknown."""
    found = []
    for comparison, level, weight in zip(profile.comparisons, parts[::2], parts[1::2], strict=True):
        if level >= 0:
            how = comparison.levels[len(comparison.levels) - 1 - level].how
            found.append((comparison.what, how, round(max(min(weight, WEIGHTIEST), -WEIGHTIEST), 1)))
    return sorted(found, key=lambda reason: -abs(reason[2]))
