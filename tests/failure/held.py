"""`python -m tests.failure.held MODULE:FUNCTION N words…` is `kaituo words…`, held where the function returns for the N-th time.

It then says "held" on its output and waits for its input to end: whoever started it can kill it at exactly that point.
"""

import importlib
import sys

import django

from kaituo.config import shell


def hold(place: str, count: int) -> None:
    module_name, _colon, name = place.partition(":")
    module = importlib.import_module(module_name)
    original, calls = getattr(module, name), []

    def held(*args, **named):
        result = original(*args, **named)
        calls.append(name)
        if len(calls) == count:
            print("held", flush=True)
            sys.stdin.read()
        return result

    setattr(module, name, held)


if __name__ == "__main__":
    django.setup()
    hold(sys.argv[1], int(sys.argv[2]))
    sys.exit(shell.main(sys.argv[3:]))
