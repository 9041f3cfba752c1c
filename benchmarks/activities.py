"""`python -m benchmarks.activities`: a customer's page with its timeline, and calendars, over many follow-ups, each against the raw SQL that finds the same rows.

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
    "In this process, medians of several rounds in turn, the page and its floor one after the other. A page is the whole page through Django's test client, "
    "with sign-in, rights and templates; a timeline alone is its rows, ready to be drawn. The floor is plain SQL for the same rows, fetched. "
    "CPU is what this process worked for the page in a round of its own, whatever else the machine did; SQLite works in this process, PostgreSQL outside it. "
    "Each customer has fifty follow-ups and as many events; for five follow-ups there are a planned one and an appointment."
)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.activities", description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000, help="follow-ups, and events (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def main() -> None:
    asked = options()
    os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-activities-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    found = import_module("benchmarks.following").run(asked, perf_counter)
    import_module("benchmarks.recording").record(f"activities-{found['figures'][0]['database']}-{asked.rows}", found, HOW)


if __name__ == "__main__":
    main()
