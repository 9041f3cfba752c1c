"""`python -m benchmarks.cards`: the scorecards of 2,000 people refreshed, and the cockpit of 200, each against the plain SQL that reads and writes the same.

Builds a database of its own that goes afterwards.
"""

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import django

HOW = (
    "In this process, medians of several rounds in turn; on SQLite, which runs within the process, in processor time, on PostgreSQL by the clock. "
    "Refreshing reads sums of the ledger, memberships and targets, reckons every card and writes it. One floor makes the same cards for this one template by "
    "one SQL statement, and the run fails where a total differs; the other only fetches the sums and writes rows of as many bytes. The cockpit has entries "
    "behind every cause and a target for each person; its floor fetches the sums of the four spans, of what stands and of the month. Neither floor asks for "
    "rights; the one of the cockpit computes no formula, no median, no pace and no cause, and draws nothing. The page judges everybody and draws the first 20."
)
SEED = 20260501


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cards", description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--led", type=int, default=200)
    parser.add_argument("--each", type=int, default=60, help="entries of each person")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def main() -> None:
    asked = options()
    os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-cards-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    is_within = import_module("django.db").connection.vendor == "sqlite"
    found = import_module("benchmarks.judging").run(asked, Random(SEED), process_time if is_within else perf_counter)
    import_module("benchmarks.recording").record(f"cards-{found['figures'][0]['database']}", found, HOW)


if __name__ == "__main__":
    main()
