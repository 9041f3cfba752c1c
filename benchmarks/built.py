"""`python -m benchmarks.built`: reports built over many lines of orders, each against the raw SQL that finds the same figures.

Makes a data folder of its own, which goes afterwards unless `KAITUO_HOME` names one.
"""

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter

import django

HOW = (
    "In this process, medians of several rounds in turn, the report and its floor one after the other. The report is asked by a director who sees all, and by a "
    "rep; it ends with the laid-out sheet, names of groups included. The floor is one plain SQL statement for the same cells (by currency, because "
    "amounts of two currencies do not add up, and without what is archived), fetched; for what is counted without repetition also that for the total. Drill "
    "is the first page of the records behind a cell with the cell's figures reckoned anew."
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.built", description=__doc__)
    parser.add_argument("--lines", type=int, default=400_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def main() -> None:
    asked = options()
    os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-built-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    found = import_module("benchmarks.built_reports").run(asked, perf_counter)
    import_module("benchmarks.recording").record(f"built-{found['figures'][0]['database']}-{asked.lines}", found, HOW)


if __name__ == "__main__":
    main()
