"""`KAITUO_HOME=… python -m benchmarks.forecasts [FILE:DATE[:AMOUNT] …]`: how near the statistical forecast and the win probability come.

The forecast is tested on series of months read from CSV files (the rows of each month, or their amounts) and on the company of KAITUO_HOME; the win
probability on that company's closed deals. Nothing is written to its database. Results go to benchmarks/recorded/forecasts.json and .md.
"""

import csv
import json
import os
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

import django

from kaituo.foundation.kernel.period import Period
from kaituo.sales.pipeline.estimates.backtest import backtest

RECORDED = Path(__file__).parent / "recorded"
PLACES = 3


def months_of(asked: str) -> tuple[str, list[float]]:
    """Whole months only: the last one of a file is left out, for nobody knows whether it was over."""
    path, date_column, *amount = asked.split(":")
    sums: Counter[str] = Counter()
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            sums[line[date_column][:7]] += float(line[amount[0]]) if amount else 1
    span = Period(Period.parse(min(sums)).start, Period.parse(max(sums)).start)
    return f"{Path(path).parent.name}: {Path(path).stem}, {amount[0] if amount else 'number'}", [sums[month.label] for month in span.months()]


def series(name: str, values: list[float]) -> dict[str, Any]:
    began = perf_counter()
    judged = backtest(values)
    return {
        "series": name,
        "months": len(values),
        "held out": judged.months,
        "off by (WAPE)": rounded(judged.error),
        "a year ago off by": rounded(judged.naive_error),
        "mean miss (MAPE)": rounded(judged.mean_percentage),
        "within 80 % interval": rounded(judged.coverage),
        "shown": "smoothed" if judged.is_better else "a year ago",
        "seconds": round(perf_counter() - began, 1),
    }


def rounded(value: float | None) -> float | str:
    return "–" if value is None else round(value, PLACES)


def of_company() -> tuple[list[dict[str, Any]], dict[str, Any], list[Any]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    reckoning = import_module("kaituo.sales.pipeline.projections.reckoning")
    learning = import_module("kaituo.sales.pipeline.chances.learning")
    transaction = import_module("django.db").transaction
    timezone = import_module("django.utils.timezone")
    found = reckoning.projection(None, timezone.localdate())
    values = [float(won) for _month, won in found.history]
    began = perf_counter()
    with transaction.atomic():
        row = learning.learn_chances()
        transaction.set_rollback(True)
    chance = {
        "deals": row.won_count + row.lost_count,
        "won": row.won_count,
        "held out": row.judged_count,
        "AUC": rounded(row.auc),
        "AUC of the stage": rounded(row.stage_auc),
        "Brier": rounded(row.brier),
        "Brier of the stage": rounded(row.stage_brier),
        "Brier of one rate": rounded(row.plain_brier),
        "basis": str(row.basis),
        "seconds": round(perf_counter() - began, 1),
    }
    return [series("demo company: won", values)], chance, row.calibration


def table(rows: list[dict[str, Any]]) -> list[str]:
    columns = list(rows[0])
    body = (f"| {' | '.join(str(row[name]) for name in columns)} |" for row in rows)
    return [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}", *body, ""]


def main(asked: list[str]) -> None:
    rows = [series(*months_of(each)) for each in asked]
    of_demo, chance, calibration = of_company()
    rows += of_demo
    groups = [{"predicted": rounded(said), "won in fact": rounded(came), "deals": count} for said, came, count in calibration]
    lines = ["# Statistical forecast and win probability", "", f"{os.cpu_count()} cores, load at the end {os.getloadavg()[0]:.1f}.", ""]
    lines += ["## Statistical forecast: one to three months ahead, over the months held out", "", *table(rows)]
    lines += ["## Win probability: the demo company's deals closed last, one look at each", "", *table([chance])]
    lines += table(groups) if groups else []
    held = {"series": rows, "chance": chance, "calibration": groups}
    (RECORDED / "forecasts.json").write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (RECORDED / "forecasts.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
