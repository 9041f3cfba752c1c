"""`python -m benchmarks.phones`: 200 phones find their network at once and send what they kept, much of it twice and late; nothing is lost, nothing doubled.

Makes a data folder of its own, which goes afterwards unless `KAITUO_HOME` names one, and on PostgreSQL needs an empty database (`KAITUO_DATABASE`).
Ends with an error when a visit, a check-in or a sending is lost or doubled, or not taken.
"""

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter

import django

HOW = (
    "Over HTTP to the product under its own server (one process, four threads): every phone has two connections and a session of its own, and all begin at once. "
    "Each has several visits that nobody planned: begin, check in with a position, check out. Everything is sent twice at the same moment over two "
    "connections, and after it something sent before comes once more, as it does when an answer got lost. What a server too busy to answer or a broken "
    "connection left open is tried again. The run fails when anything is lost or doubled, or is answered otherwise than as taken."
)
SEED = 20260501


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phones", description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--visits", type=int, default=3, help="of each phone (default %(default)s)")
    return parser.parse_args()


def main() -> None:
    asked = options()
    os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-phones-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaituo.config.settings")
    Path(os.environ["KAITUO_HOME"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    # The models exist only once Django is set up, so what uses them is loaded after it.
    found = import_module("benchmarks.sending").run(asked, Random(SEED), perf_counter)
    import_module("benchmarks.recording").record(f"phones-{found['phones'][0]['database']}", found, HOW)


if __name__ == "__main__":
    main()
