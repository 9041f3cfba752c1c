"""One part of a draft under the editor: what it says now, and the document of its version once it is saved."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.identity.models import User

from ..actions.terms import write
from ..documents import free_key
from ..engine.plan.components import Commission, Fixed, Override, Pool, Spiff
from ..engine.plan.document import Terms
from ..engine.plan.part import Part
from ..models import PlanTerms
from ..places import told
from ..problems import sentence
from ..wording.choices import KINDS
from .steps import stepped
from .tree import ROOT, Around, Node, put_faults, tree
from .values import Shown, blank, displayed, entered, read

PARTS: dict[str, type[Part]] = {"commission": Commission, "spiff": Spiff, "fixed": Fixed, "override": Override, "pool": Pool}
OF_ALL = ("starts_on", "ends_on", "components")
"""Fields of a version that the page of what holds for all of it leaves alone."""


@dataclass
class Editing:
    """`at` is the place of a component among those of its version, one past the last for a new one, None for what holds for all together."""

    terms: PlanTerms
    part: type[Part]
    at: int | None
    shown: Shown

    @classmethod
    def of_component(cls, terms: PlanTerms, key: str) -> "Editing":
        """Raises Http404 where the version has no such component."""
        listed = terms.document.get("components", [])
        at = next((number for number, each in enumerate(listed) if each["key"] == key), None)
        if at is None:
            raise Http404
        part = PARTS[listed[at]["kind"]]
        return cls(terms, part, at, displayed(part, listed[at]))

    @classmethod
    def of_new(cls, terms: PlanTerms, kind: str) -> "Editing":
        if kind not in PARTS:
            raise Http404
        shown = blank(PARTS[kind]) | {"key": free_key(kind, terms.document)}
        return cls(terms, PARTS[kind], len(terms.document.get("components", [])), shown)

    @classmethod
    def of_all(cls, terms: PlanTerms) -> "Editing":
        return cls(terms, Terms, None, displayed(Terms, {**terms.document, "components": []}))

    @property
    def title(self) -> str:
        return str(self.shown.get("name") or "") or str(KINDS.get(self.part.__name__, ""))

    @property
    def is_kept(self) -> bool:
        """Whether it is a component that the version has already."""
        return self.at is not None and self.at < len(self.terms.document.get("components", []))

    @property
    def key(self) -> str:
        return str(self.terms.document["components"][self.at]["key"]) if self.is_kept else ""

    def take(self, data: QueryDict) -> None:
        """What was typed, and the step of the button that was pressed."""
        self.shown = stepped(self.part, read(self.part, data, ROOT), data.get("step", ""))

    def save(self, *, by: User, version: int | None) -> None:
        """Raises Faulty, and Stale where somebody else has changed the version in between."""
        write(self.terms, by=by, version=version, document=self.document())

    def document(self) -> dict[str, Any]:
        said = entered(self.part, self.shown)
        if self.at is None:
            return {**self.terms.document, **{name: value for name, value in said.items() if name not in OF_ALL}}
        tag = next(word for word, part in PARTS.items() if part is self.part)
        listed = list(self.terms.document.get("components", []))
        listed[self.at : self.at + 1] = [{"kind": tag, **said}]
        return {**self.terms.document, "components": listed}

    def without(self) -> dict[str, Any]:
        """The document once this component is taken out."""
        listed = self.terms.document["components"]
        return {**self.terms.document, "components": [each for number, each in enumerate(listed) if number != self.at]}

    def node(self, faults: list[Problem] | None = None) -> Node:
        others = [each for number, each in enumerate(self.terms.document.get("components", [])) if number != self.at]
        around = Around({each["key"]: each.get("name") or each["key"] for each in others})
        root = tree(self.part, self.shown, around, without=OF_ALL if self.at is None else ())
        put_faults(root, [self._placed(fault) for fault in faults or []])
        return root

    def _placed(self, fault: Problem) -> tuple[str, str]:
        """Faults of other parts of the document stand above the form, with their place."""
        own = r"^\$\.terms\[\d+\]" + (rf"\.components\[{self.at}\]" if self.at is not None else "")
        found = re.match(own, fault.source)
        return (fault.source[found.end() :], sentence(fault)) if found else ("", told(fault, None))
