"""The verbs of what a plan says: writing one version of it, and taking a whole document over. What cannot be right is refused, with each fault and its place."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import cash, events
from ..documents import component_values, document_of, faults_of, kept_of, terms_of_row
from ..engine.plan import document as documents
from ..engine.plan.loading import parsed_terms
from ..models import Component, Plan, PlanAssignment, PlanTerms
from ..places import told

UNFINISHED = "plan.no_component"


class Faulty(Refused):
    """A document that cannot be right; `problems` with their places in it."""

    def __init__(self, plan: documents.Plan | None, problems: list[Problem]) -> None:
        super().__init__(" ".join(told(problem, plan) for problem in problems))
        self.problems = problems


@action(label=gettext_lazy("Write"), says=events.TERMS_WRITTEN, allow="change", when="is_draft", icon="edit")
def write(terms: PlanTerms, *, by: User, document: dict[str, Any]) -> None:
    """Let a draft say what the document says: components, best of, caps and draw. Raises Faulty, and nothing is saved."""
    read, faults = parsed_terms({**document, "starts_on": str(terms.starts_on), "ends_on": terms.ends_on and str(terms.ends_on)})
    if read is None:
        raise Faulty(None, faults)
    terms.document = kept_of(read)
    demand_sound(terms)
    terms.save(update_fields=["document"])
    keep_components(terms, read)


def demand_sound(terms: PlanTerms) -> None:
    """Raises Faulty for everything wrong with this version as it stands in its plan; a draft without components is only unfinished."""
    plan = document_of(terms.plan, instead=terms)
    at = next(number for number, each in enumerate(plan.terms) if each.starts_on == terms.starts_on)
    own = [fault for fault in faults_of(plan, cash.SOURCES) if fault.source.startswith(f"$.terms[{at}].") and fault.code != UNFINISHED]
    if own:
        raise Faulty(plan, own)


def keep_components(terms: PlanTerms, said: documents.Terms) -> None:
    """One row for each component of the document, under the same key; rows of components that are gone go too."""
    wanted = {values["code"]: values for values in (component_values(terms.plan, each) for each in said.components)}
    terms.components.exclude(code__in=wanted).delete()
    held = {row.code: row for row in terms.components.all()}
    for code, values in wanted.items():
        row = held.get(code) or Component(terms=terms)
        for name, value in values.items():
            setattr(row, name, value)
        row.archived_at = None
        row.save()


@action(label=gettext_lazy("Read a file"), says=events.PLAN_READ, allow="change", icon="file-import")
def read_file(plan: Plan, *, by: User, document: documents.Plan) -> None:
    """Let a plan say what a file says: the drafts are replaced, released versions must be in it unchanged, people are put on it as it names them.

    Raises Faulty for a document with faults, and Refused for one that would change what is in force.
    """
    if faults := [*_unknown_currency(document), *faults_of(document, cash.SOURCES)]:
        raise Faulty(document, [fault for fault in faults if fault.code != UNFINISHED] or faults)
    keep_released(plan, document)
    _keep_whole(plan, document)
    released = set(_released(plan).values_list("starts_on", flat=True))
    for draft in plan.terms.active().filter(released_at__isnull=True):
        records.archive(draft, by=by)
    for said in document.terms:
        if said.starts_on not in released:
            write(records.create(PlanTerms(plan=plan, starts_on=said.starts_on, ends_on=said.ends_on), by=by), by=by, document=kept_of(said))
    put_on(plan, document.members, by=by)


def _unknown_currency(document: documents.Plan) -> list[Problem]:
    """One that exists, but in which this installation keeps no books."""
    is_known = document.currency in {code for code, _name in CURRENCIES}
    return [] if is_known else [Problem("plan.unknown_currency", "$.currency", {"value": document.currency})]


def _released(plan: Plan):
    return plan.terms.active().filter(released_at__isnull=False).order_by("starts_on")


def keep_released(plan: Plan, document: documents.Plan) -> None:
    """Raises Refused where the document leaves out or changes a version in force, or the currency or rhythm it is paid by."""
    said = {terms.starts_on: kept_of(terms) for terms in document.terms}
    for version in _released(plan):
        if said.get(version.starts_on) != kept_of(terms_of_row(version)):
            raise Refused(_("The version from %(day)s is released. Leave it in the file as it is and add another.") % {"day": version.starts_on})
    fixed = (document.currency, document.pay_every, document.year_starts)
    if _released(plan).exists() and fixed != (plan.currency, plan.pay_every, plan.year_starts):
        raise Refused(_("The plan is released. Its currency, pay period and year stay as they are."))


def _keep_whole(plan: Plan, document: documents.Plan) -> None:
    for name in ("name", "name_en", "note", "currency", "year_starts"):
        setattr(plan, name, getattr(document, name))
    plan.pay_every = str(document.pay_every)
    plan.pay_dates = [day.isoformat() for day in document.pay_dates]
    plan.full_clean()
    plan.save()


def put_on(plan: Plan, members: Iterable[documents.Member], *, by: User) -> None:
    """Whoever the document names is on the plan on those days, and nobody else; a document that names nobody leaves it as it is."""
    listed = list(members)
    if not listed:
        return
    people = {user.username: user for user in User.objects.people().filter(username__in={each.payee for each in listed})}
    unknown = [
        Problem("plan.unknown_payee", f"$.members[{at}].payee", {"payee": each.payee}) for at, each in enumerate(listed) if each.payee not in people
    ]
    if unknown:
        raise Faulty(None, unknown)
    held = {(row.person_id, row.starts_on): row for row in plan.assignments.active()}
    wanted = {(people[each.payee].pk, each.starts_on): each for each in listed}
    for key, row in held.items():
        if key not in wanted:
            records.archive(row, by=by)
        elif (row.ends_on, row.weight) != (wanted[key].ends_on, wanted[key].weight):
            records.change(row, {"ends_on": wanted[key].ends_on, "weight": wanted[key].weight}, by=by)
    for key, each in wanted.items():
        if key not in held:
            values = {"starts_on": each.starts_on, "ends_on": each.ends_on, "weight": each.weight}
            records.create(PlanAssignment(plan=plan, person=people[each.payee], **values), by=by)
