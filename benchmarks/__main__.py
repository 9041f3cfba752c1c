"""`make bench`: builds the large company in a data folder of its own, measures, and writes what it measured to benchmarks/recorded/."""

import argparse
import os
import shutil
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pages", "reports", "load", "imports", "commissions", "runs", "long-imports")
ALONE = ("runs", "long-imports")
"""Each needs an empty database of its own, so it is measured only when asked for."""


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", default="0.05", help="0.01 … 1; at 1 a million customers (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=40, help="timed requests of each page (default %(default)s)")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=[part for part in PARTS if part not in ALONE], help="measure only these parts")
    parser.add_argument("--credits", type=int, default=1_000_000, help="commissions and runs: how many credits (default %(default)s)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="long imports: how many rows (default %(default)s)")
    parser.add_argument("--note", default="", help="a remark to record, such as what else the machine was doing")
    return parser.parse_args()


def main() -> None:
    asked = options()
    alone = {"runs": f"runs-{asked.credits}", "long-imports": f"long-imports-{asked.rows}"}
    place = alone.get(asked.only[0], asked.scale) if len(asked.only) == 1 else asked.scale
    home = ROOT / "var" / "bench" / place
    if place in alone.values():
        shutil.rmtree(home, ignore_errors=True)
    os.environ.setdefault("KAITUO_HOME", str(home))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    import_module("benchmarks.run").run(asked)


if __name__ == "__main__":
    main()
