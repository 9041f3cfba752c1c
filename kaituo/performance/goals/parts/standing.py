"""What stands on a target's page: how it is going, and what was cascaded from it."""

from dataclasses import dataclass
from decimal import Decimal
from operator import truediv

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part
from kaituo.performance.goals.engine.pace import cascade_gap, kept_rate

from ..actuals import fill
from ..gaps import contributions
from ..models import Target
from ..presence import drifts_of

DEEPEST = 8


class Standing(Part):
    """Actual, attainment, expected to date, pace, required run-rate and forecast, as of today."""

    template = "goals/parts/standing.html"
    title = _("How it stands")

    def context(self, row: Target, user: User) -> dict | None:
        if not row.is_in_force:
            return None
        fill([row])
        pace = row.pace(on=timezone.localdate(), calendar=work_calendar())
        return {"target": row, "pace": pace, "levels": _levels(row)}


def _levels(target: Target) -> list[tuple[str, Decimal, Decimal]]:
    """(label, amount, share reached) of each level that has an amount; none while there is no actual."""
    named = [(_("Base"), target.base_amount), (_("Goal"), target.goal_amount), (_("Stretch"), target.stretch_amount)]
    if target.actual is None:
        return []
    share = kept_rate if target.is_ceiling else truediv
    return [(label, amount, share(target.actual, amount)) for label, amount in named if amount]


@dataclass
class Branch:
    """One target of the tree; `gap` is what its children miss of it, with who answers for that; `brings` is what it brings to the one
    above, where that is not the whole of it: somebody who moved."""

    target: Target
    depth: int
    gap: Decimal | None = None
    brings: Decimal | None = None


class CascadeTree(Part):
    template = "goals/parts/cascade.html"
    title = _("Cascade")

    def context(self, row: Target, user: User) -> dict | None:
        levels, found = [[row]], [row]
        while levels[-1] and len(levels) < DEEPEST:
            rows = visible(user, Target.objects.in_force()).filter(parent__in=levels[-1]).select_related("person", "team", "owner", "gap_owner")
            levels.append(list(rows))
            found += levels[-1]
        given = contributions([target.pk for target in found if target.team_id])
        if len(found) == 1 and not given:
            return None
        fill(found)
        return {"branches": _branches(row, found, given), "drifts": drifts_of(row) if row.is_cascadable else [], "waiting": _waiting(row, user)}


def _waiting(row: Target, user: User) -> int:
    """How many below are being agreed and count nowhere yet."""
    return visible(user, Target.objects.standing().filter(parent=row, state="proposed")).count()


def _branches(root: Target, found: list[Target], given: dict[int, dict[int, Decimal]]) -> list[Branch]:
    below: dict[int | None, list[Target]] = {}
    for target in found:
        below.setdefault(target.parent_id, []).append(target)
    listed: list[Branch] = []

    def visit(target: Target, depth: int) -> None:
        parts = given.get(target.pk, {})
        gap = cascade_gap(target.goal_amount, parts.values()) if parts and target.is_additive else None
        part = given.get(target.parent_id, {}).get(target.pk) if depth else None
        listed.append(Branch(target, depth, gap, part if part != target.goal_amount else None))
        for child in below.get(target.pk, []):
            visit(child, depth + 1)

    visit(root, 0)
    return listed
