"""`python -m benchmarks.claims`: 50 people empty a pool of 10,000 customers through several connections at once, and nothing is lost and no cap passed.

Builds a database of its own that goes afterwards; ends with an error when a claim is lost, given twice, or beyond a cap. Every person has a holding cap of her part,
and tries more often than that, on customers that others try as well.
"""

import argparse
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter

import django

HOW = (
    "Every attempt is the verb as a person runs it: access, checks, the change, its events and the search index, in a transaction of its own. Everybody "
    "tries a part of the pool and as many customers again that others try too, up to a holding cap of her part. The run fails when a claim is lost, "
    "given twice or beyond a cap."
)
CONNECTIONS = 6
SEED = 20260501


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=50)
    return parser.parse_args()


def main() -> None:
    asked = options()
    os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-claims-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    found = import_module("benchmarks.claiming").run(asked.claims, asked.people, CONNECTIONS, Random(SEED), ThreadPoolExecutor, perf_counter)
    import_module("benchmarks.recording").record(f"claims-{found['claims'][0]['database']}", found, HOW)


if __name__ == "__main__":
    main()
