"""A large calculation in pieces: shards go out as bytes, lines come back as bytes, and the whole is read in one canonical order.

The pieces may be calculated anywhere `map_shards` reaches; the answer is the same to the byte, because no piece needs another.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kaituo.foundation.calc.shards import HERE, map_shards
from kaituo.performance.commissions.engine.columns.calculator import Calculator, Resources
from kaituo.performance.commissions.engine.columns.chain import calculate
from kaituo.performance.commissions.engine.columns.dealing import deal
from kaituo.performance.commissions.engine.columns.inputs import Inputs
from kaituo.performance.commissions.engine.columns.outcome import Line, Outcome, Trouble, in_order
from kaituo.performance.commissions.engine.plan.document import Plan
from kaituo.performance.commissions.engine.plan.loading import read_plan, write_plan

BATCH = 20_000
LINES, PROBLEMS = "lines.parquet", "problems.parquet"


def calculate_in_shards(
    plan: Plan,
    inputs: Inputs,
    folder: Path,
    *,
    count: int,
    engine: str = HERE,
    open_from: date | None = None,
    shown_from: date | None = None,
    resources: Resources | None = None,
) -> "Merged":
    """Deals the inputs out over `count` shards, calculates them by `engine`, and leaves the lines in `folder` for reading.

    Lines of periods before `shown_from` are left out; without it those before `open_from`.
    """
    given = resources or Resources(folder=folder)
    shards = shards_of(plan, inputs, folder, count=count, open_from=open_from, shown_from=shown_from, resources=given)
    answers = map_shards(calculate_shard, shards, engine)
    return merged(answers, folder, given)


def merged(answers: Sequence[bytes], folder: Path, resources: Resources) -> "Merged":
    """The answers of all shards, unpacked below `folder`."""
    for at, answer in enumerate(answers):
        unpack(answer, folder / f"answer-{at:05}")
    return Merged(folder, resources)


def shards_of(
    plan: Plan, inputs: Inputs, folder: Path, *, count: int, open_from: date | None, resources: Resources, shown_from: date | None = None
) -> list[bytes]:
    """The pieces of a calculation; what they are made of lies in `folder` only meanwhile."""
    with TemporaryDirectory(dir=folder) as place, Calculator(resources) as calculator:
        dealt = deal(calculator, plan, inputs, Path(place), count)
        credits = inputs.relation(calculator, "credit")
        posted = calculator.rows(f"SELECT min(posted), max(posted) FROM {credits}")[0]  # noqa: S608 - our own name or a bound path
        span = inputs.span or posted
        settings = {
            "plan": write_plan(plan),
            "currency": inputs.currency,
            "span": [day and day.isoformat() for day in span],
            "open_from": open_from and open_from.isoformat(),
            "shown_from": shown_from and shown_from.isoformat(),
            "shows_before": inputs.shows_before,
            "memory_mb": resources.memory_mb,
            "threads": resources.threads,
        }
        return [packed(settings, tables) for tables in dealt]


def packed(settings: Mapping[str, object], tables: dict[str, Path]) -> bytes:
    """One shard as an archive: what to do, and the tables to do it with."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("settings.json", json.dumps(settings))
        for name, path in tables.items():
            files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
            for number, file in enumerate(files):
                archive.write(file, f"{name}/{number}.parquet")
    return content.getvalue()


def unpack(content: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def calculate_shard(content: bytes) -> bytes:
    """Bytes in, bytes out; asked again it gives the same answer. Runs wherever the product is installed."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        unpack(content, folder)
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        plan = read_plan(settings["plan"])[0]
        if plan is None:
            raise ValueError("a shard without a plan")
        open_from, shown_from = (settings[name] and date.fromisoformat(settings[name]) for name in ("open_from", "shown_from"))
        with Calculator(Resources(settings["threads"], settings["memory_mb"], folder)) as calculator:
            outcome = Outcome(calculate(calculator, plan, _inputs(folder, settings), open_from=open_from), shown_from or open_from)
            outcome.write(folder / LINES, folder / PROBLEMS)
        answer = io.BytesIO()
        with zipfile.ZipFile(answer, "w", zipfile.ZIP_STORED) as archive:
            for name in (LINES, PROBLEMS):
                archive.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes())
        return answer.getvalue()


def _inputs(folder: Path, settings: Mapping[str, Any]) -> Inputs:
    tables = {path.name: path for path in folder.iterdir() if path.is_dir() and path.name != "people"}
    days = [date.fromisoformat(str(day)) for day in settings["span"] if day]
    span = (days[0], days[1]) if days else None
    return Inputs(tables, str(settings["currency"]), span=span, people=folder / "people" / "0.parquet", shows_before=bool(settings["shows_before"]))


@dataclass
class Merged:
    """All answers together, read like one `Outcome`; they stay in `folder` until whoever asked takes it away."""

    folder: Path
    resources: Resources = field(default_factory=Resources)

    def lines(self) -> Iterator[Line]:
        with Calculator(self.resources) as calculator:
            for batch in calculator.batches(in_order(self._all(calculator, LINES)), BATCH):
                yield from map(Line._make, batch)

    def totals(self) -> list[tuple[str, date, int, int]]:
        sums = "SELECT payee, period, CAST(sum(result) AS BIGINT), CAST(sum(payable) AS BIGINT)"
        with Calculator(self.resources) as calculator:
            return calculator.rows(f"{sums} FROM {self._all(calculator, LINES)} GROUP BY ALL ORDER BY ALL")

    def problems(self, limit: int | None = None) -> list[Trouble]:
        most = "" if limit is None else f" LIMIT {int(limit)}"
        with Calculator(self.resources) as calculator:
            rows = calculator.rows(f"SELECT * FROM {self._all(calculator, PROBLEMS)} ORDER BY ALL{most}")  # noqa: S608 - a bound path
        return [Trouble(*row) for row in rows]

    def _all(self, calculator: Calculator, name: str) -> str:
        return f"read_parquet({calculator.bind(str(self.folder / '*' / name))})"
