"""The plans that come with the product, as files of the same form that anybody may write; a plan begins as a copy of one of them."""

from functools import cache
from importlib import resources

from .engine.plan.document import Plan
from .engine.plan.loading import read_plan

LIBRARY = resources.files("kaituo.performance.commissions") / "library"


@cache
def ready_plans() -> dict[str, Plan]:
    """By the file's name, in a stable order. A test holds that none has a fault."""
    found = {}
    for file in sorted(LIBRARY.iterdir(), key=lambda each: each.name):
        plan, _faults = read_plan(file.read_text(encoding="utf-8"))
        if plan:
            found[file.name.removesuffix(".json")] = plan
    return found
