"""Plans as files on screen: what a file is worth, what it would change, and new plans begun from ready ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.ui import formats

from ..actions.terms import Faulty, read_file
from ..documents import FIRST_DAY, document_of
from ..engine.plan.document import Plan as Document
from ..engine.plan.document import Terms
from ..engine.plan.loading import LONGEST_TEXT, read_plan
from ..models import Plan
from ..places import told
from ..wording.contract import Clause, contract, name_of

BETWEEN_LANGUAGES = " / "


@dataclass
class Change:
    """What would no longer be said, and what would be said instead."""

    title: str
    gone: list[str]
    new: list[str]


@dataclass
class Offer:
    """A file handed in for a plan."""

    plan: Plan
    text: str
    document: Document | None
    faults: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Plan, text: str, file: UploadedFile | None) -> "Offer":
        """The text that was pasted, or the file; UTF-8 only."""
        if file is not None:
            try:
                text = file.read(LONGEST_TEXT + 1).decode("utf-8-sig")
            except UnicodeDecodeError:
                return cls(plan, "", None, [_("The file is not UTF-8. Save the plan as UTF-8 and try again.")])
        document, problems = read_plan(text, MEASURES)
        return cls(plan, text, document, [place_told(problem, document) for problem in problems])

    @property
    def changes(self) -> list[Change]:
        return compared(document_of(self.plan), self.document) if self.document and not self.faults else []

    def take(self, *, by: User) -> bool:
        """Whether it was taken; if not, `faults` says why."""
        if self.document is None or self.faults:
            return False
        try:
            with transaction.atomic():
                read_file(self.plan, by=by, document=self.document)
        except Faulty as faulty:
            self.faults = [place_told(problem, self.document) for problem in faulty.problems]
        except Refused as refusal:
            self.faults = list(refusal.messages)
        return not self.faults


def place_told(problem: Problem, document: Document | None) -> str:
    """In words, and as the path that programs know."""
    said = told(problem, document)
    return f"{said} ({problem.source})" if problem.source not in ("", "$") else said


def compared(old: Document, new: Document) -> list[Change]:
    """What differs, for the whole, by version and component, in the sentences of the contract."""
    found = [Change(_("The whole plan"), *_apart(_whole(old), _whole(new)))]
    before, after = ({terms.starts_on: terms for terms in each.terms} for each in (old, new))
    for day in sorted(before.keys() | after.keys()):
        found += _of_version(_("From %(day)s") % {"day": formats.day(day)}, before.get(day), after.get(day), old.currency, new.currency)
    return [change for change in found if change.gone or change.new]


def _whole(plan: Document) -> list[str]:
    people = [f"{_('Person')}: {each.payee}, {each.starts_on} – {each.ends_on or ''} × {each.weight:f}" for each in plan.members]
    facts = [(_("Name"), plan.name), (_("Currency"), plan.currency), (_("Pay period"), plan.pay_every), (_("Notes"), plan.note)]
    days = [f"{_('Pay dates')}: {', '.join(map(str, plan.pay_dates))}"] if plan.pay_dates else []
    return [*(f"{label}: {value}" for label, value in facts if value), f"{_('First month of the year')}: {plan.year_starts}", *days, *people]


def _of_version(title: str, old: Terms | None, new: Terms | None, *currencies: str) -> list[Change]:
    said = [contract(terms, currency) if terms else None for terms, currency in zip((old, new), currencies, strict=True)]
    before, after = ({clause.key: clause for clause in each.clauses} if each else {} for each in said)
    general = [each.general if each else [] for each in said]
    found = [
        Change(f"{title} · {(after.get(key) or before[key]).name}", *_apart(_lines(before.get(key)), _lines(after.get(key))))
        for key in {**before, **after}
    ]
    return [*found, Change(title, *_apart(*general))]


def _lines(clause: Clause | None) -> list[str]:
    if clause is None:
        return []
    rows = [" · ".join(row) for row in clause.table.rows] if clause.table else []
    return [f"{clause.kind}: {clause.name}", *clause.sentences, *rows]


def _apart(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    return [each for each in old if each not in new], [each for each in new if each not in old]


def described(plans: Mapping[str, Document]) -> list[tuple[str, str, str, list[str]]]:
    """(file's name, name, note, names of the components) of each, in the reader's language."""
    return [(name, _name(plan), _note(plan), [name_of(each) for terms in plan.terms for each in terms.components]) for name, plan in plans.items()]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _name(plan: Document) -> str:
    return plan.name_en if _is_english() and plan.name_en else plan.name


def _note(plan: Document) -> str:
    chinese, _between, english = plan.note.partition(BETWEEN_LANGUAGES)
    return english if _is_english() and english else chinese


@transaction.atomic
def begin(ready: Document, *, by: User, first: date | None = None) -> Plan:
    """A draft that says what a ready plan says, from a day, else from the first of this month; its name is one that no plan has yet."""
    first = first or timezone.localdate().replace(day=1)
    terms = tuple(each.model_copy(update={"starts_on": first if each.starts_on == FIRST_DAY else each.starts_on}) for each in ready.terms)
    names = set(Plan.objects.filter(name__startswith=_name(ready)).values_list("name", flat=True))
    name = next(each for each in (_name(ready), *(f"{_name(ready)} {number}" for number in range(2, len(names) + 3))) if each not in names)
    plan = records.create(Plan(name=name, currency=ready.currency), by=by)
    read_file(plan, by=by, document=ready.model_copy(update={"name": name, "note": _note(ready), "terms": terms}))
    return plan
