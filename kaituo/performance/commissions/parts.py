"""What stands on the pages of plans, runs and statements."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Part
from kaituo.foundation.screens.sources import sources

from . import size
from .balances import payout
from .choices import OF_CREDITS, VERSION_TONES, LineKind, VersionState
from .differences import by_person
from .engine.plan.words import PIECES
from .models import Component, Dispute, Plan, PlanTerms, Run, Statement, StatementLine
from .payfile import taken
from .problems import located
from .wording.contract import contract_of
from .year import year_to_date

SHOWN = 100


@dataclass
class BandSum:
    """What one band of one component brought."""

    label: str
    rate: Decimal | None
    base: Decimal
    amount: Decimal
    count: int
    is_of_pieces: bool


@dataclass
class ComponentSum:
    name: str
    component_id: int | None
    amount: Decimal
    bands: list[BandSum]


class StatementTotals(Part):
    """Total → component → band."""

    template = "commissions/parts/totals.html"

    def context(self, row: Statement, user: User) -> dict | None:
        return {
            "statement": row,
            "components": component_sums(row),
            "year_to_date": year_to_date(row),
            "may_object": may_object(row, user),
            **payout(row),
        }


def component_sums(statement: Statement) -> list[ComponentSum]:
    keys = ("component", "component__name", "component__basis", "kind", "band", "is_uplift", "rate")
    rows = statement.lines.order_by(*keys).values(*keys).annotate(base=Sum("base_minor"), amount=Sum("amount_minor"), count=Count("pk"))
    grouped: dict[tuple[int | None, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["component"], row["component__name"] or _("Without component")].append(row)
    code = statement.currency
    return [
        ComponentSum(name, pk, _major(sum(row["amount"] for row in found), code), [_band_sum(row, code) for row in found])
        for (pk, name), found in grouped.items()
    ]


def _band_sum(row: dict[str, Any], code: str) -> BandSum:
    kind = LineKind(row["kind"])
    label = _("Band %(number)s") % {"number": row["band"] + 1} if row["band"] is not None else ""
    if kind != LineKind.EARNED:
        label = f"{kind.label} · {label}" if label else str(kind.label)
    if row["is_uplift"]:
        label = _("%(band)s, on what was credited before") % {"band": label}
    rate = row["rate"] if row["band"] is not None else None
    is_of_pieces = kind in OF_CREDITS and row["component__basis"] in PIECES
    return BandSum(label or _("Not calculated"), rate, _major(row["base"], code), _major(row["amount"], code), row["count"], is_of_pieces)


def _major(minor: int, code: str) -> Decimal:
    return Money.from_minor(minor, code).amount


class StatementLines(Part):
    """The first lines, each with its record; a page of its own shows all."""

    template = "commissions/parts/lines.html"
    title = gettext_lazy("Lines")

    def context(self, row: Statement, user: User) -> dict | None:
        lines = list(row.lines.select_related("component")[: SHOWN + 1])
        shown = with_sources(lines[:SHOWN], row, user)
        return {"statement": row, "lines": shown, "has_more": len(lines) > SHOWN, "is_alone": False, "may_object": may_object(row, user)}


def may_object(statement: Statement, user: User) -> bool:
    """Whether a button for it stands at each line: hers, reviewed, and not too late."""
    if user != statement.payee or not statement.is_answerable or not may(user, "dispute", statement):
        return False
    return statement.answer_until is None or clock.today() <= statement.answer_until


def with_sources(lines: list[StatementLine], statement: Statement, user: User) -> list[tuple]:
    """(line, record) for each line, the records read at once."""
    for line in lines:
        line.show_on(statement)
    found = sources({(line.source_type, line.source_id) for line in lines if line.source_id}, user)
    return [(line, found.get((line.source_type, line.source_id))) for line in lines]


class DisputedLine(Part):
    """The line that an objection is about, as it stands on the statement."""

    template = "commissions/parts/lines.html"
    title = gettext_lazy("Line in question")

    def context(self, row: Dispute, user: User) -> dict | None:
        lines = [row.line] if row.line and row.line.is_of(row.statement) and may(user, VIEW, row.statement) else []
        more = {"has_more": False, "is_alone": True, "may_object": False}
        return {"statement": row.statement, "lines": with_sources(lines, row.statement, user), **more} if lines else None


class RunTotals(Part):
    """The sum, what differs from the calculation before, and what stands in the way."""

    template = "commissions/parts/run.html"

    def context(self, row: Run, user: User) -> dict | None:
        problems = visible(user, row.problems.all()).select_related("payee", "component", "waived_by").order_by("waived_at", "pk")
        states = row.statements.aggregate(confirmed=Count("pk", filter=Q(state="confirmed")), disputed=Count("pk", filter=Q(state="disputed")))
        return {
            "run": row,
            "standing": size.standing(row),
            "versions": list(row.versions.exclude(state=VersionState.WRITTEN).select_related("calculated_by")[:SHOWN]),
            "proposal": _proposal(row),
            "tones": VERSION_TONES,
            "problems": [(problem, located(problem.problem, str(problem.component or ""))) for problem in problems[:SHOWN]],
            "states": states,
            "may_pay": may(user, "pay", row),
            "files": list(taken(row)) if row.is_final else [],
        }


def _proposal(run: Run) -> dict | None:
    """What a new calculation says otherwise, to be taken or left."""
    version = run.proposed
    if version is None or run.in_use is None:
        return None
    return {"version": version, "people": by_person(run.in_use, version), "used": run.in_use}


class PlanTermsPart(Part):
    """The versions of a plan as a contract that people read, the newest first."""

    template = "commissions/parts/terms.html"
    title = gettext_lazy("Terms")

    def context(self, row: Plan, user: User) -> dict | None:
        versions = visible(user, row.terms.active()).select_related("plan").order_by("-starts_on")
        may_change = may(user, "change", row)
        return {"plan": row, "versions": [(terms, contract_of(terms)) for terms in versions], "may_change": may_change}


class TermsContract(Part):
    """One version as a contract."""

    template = "commissions/parts/contract.html"
    title = gettext_lazy("What it says")

    def context(self, row: PlanTerms, user: User) -> dict | None:
        return {"terms": row, "contract": contract_of(row), "may_change": may(user, "change", row) and row.is_draft}


class ComponentContract(Part):
    """One component in sentences, as its version has it."""

    template = "commissions/parts/component.html"
    title = gettext_lazy("What it says")

    def context(self, row: Component, user: User) -> dict | None:
        clauses = [clause for clause in contract_of(row.terms).clauses if clause.key == row.key]
        return {"component": row, "clauses": clauses, "may_change": may(user, "change", row.terms) and row.terms.is_draft}
