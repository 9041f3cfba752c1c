"""Where in a plan a fault is, in words: "Base, band 2", "Base, caps, row 1: amount"."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kaituo.foundation.calc.problems import Problem

from .engine.plan.document import Plan
from .problems import sentence
from .wording.labels import LABELS

STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")
COMPONENT = re.compile(r"^\$\.terms\[(\d+)\]\.components\[(\d+)\]")
TERMS = re.compile(r"^\$\.terms\[(\d+)\]")
SILENT = {"terms", "rate"}
"""Steps that say nothing by themselves while something follows."""


def told(problem: Problem, plan: Plan | None) -> str:
    """Place and sentence: "Base, band 2: The bands leave a gap …"."""
    place = place_of(problem.source, plan)
    return _("%(component)s: %(sentence)s") % {"component": place, "sentence": sentence(problem)} if place else sentence(problem)


def place_of(path: str, plan: Plan | None) -> str:
    """A path of the document in words; empty for the whole."""
    named = COMPONENT.match(path)
    name = _component_name(plan, int(named[1]), int(named[2])) if named else ""
    inside = path[named.end() :] if named and name else TERMS.sub("", path.removeprefix("$") if not TERMS.match(path) else path)
    return ", ".join(filter(None, [name, *_steps(inside)]))


def _component_name(plan: Plan | None, terms: int, number: int) -> str:
    if plan is None or terms >= len(plan.terms) or number >= len(plan.terms[terms].components):
        return ""
    component = plan.terms[terms].components[number]
    return component.name or component.key


def _steps(path: str) -> list[str]:
    found: list[str] = []
    last = ""
    for word, number in STEP.findall(path):
        if word:
            found.append(str(LABELS.get(word, word)))
        elif last == "bands":
            found[-1] = _("band %(number)s") % {"number": int(number) + 1}
        elif found:
            found[-1] = pgettext("place", "%(field)s %(number)s") % {"field": found[-1], "number": int(number) + 1}
        last = word or last
    return [each for at, each in enumerate(found) if at == len(found) - 1 or each not in {str(LABELS[name]) for name in SILENT}]
