"""Why a target is within reach, how it is to be reached, and how it lies over time."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Part
from kaituo.foundation.ui.addresses import address

from ..actuals import fill
from ..models import GoalStep, Target
from ..reachability import reach_of


class Reachability(Part):
    template = "goals/parts/reach.html"
    title = _("Is it within reach?")

    def context(self, row: Target, user: User) -> dict | None:
        return {"target": row, "reach": reach_of(row), "opens": address("goals-entries", row.pk)} if row.behind else None


class ActionPlan(Part):
    """Expected behaviour and the steps, each finished with one tap by whoever may."""

    template = "goals/parts/steps.html"
    title = _("Plan of action")

    def context(self, row: Target, user: User) -> dict | None:
        steps = list(visible(user, GoalStep.objects.active().filter(target=row)))
        may_add = may(user, "create", GoalStep) and row.is_active
        if not (steps or row.behaviour or row.reachable_because or row.level_reason or may_add):
            return None
        finishable = set(visible(user, GoalStep.objects.open().filter(target=row), "finish_step").values_list("pk", flat=True))
        return {"target": row, "steps": steps, "may_add": may_add, "finishable": finishable, "today": clock.today()}


class Pieces(Part):
    """The shorter periods of the same holder, with the sum beside the whole."""

    template = "goals/parts/pieces.html"
    title = _("Over time")

    def context(self, row: Target, user: User) -> dict | None:
        pieces = list(visible(user, Target.objects.standing().filter(whole=row)).select_related("person", "team").order_by("kind", "starts_on"))
        if not pieces:
            return None
        fill(pieces)
        by_kind: dict[str, list[Target]] = {}
        for piece in pieces:
            by_kind.setdefault(piece.kind, []).append(piece)
        sums = {kind: sum((piece.goal_amount for piece in found), Decimal(0)) for kind, found in by_kind.items()}
        gaps = {kind: row.goal_amount - total for kind, total in sums.items()} if row.grows_by_day else {}
        return {"target": row, "by_kind": by_kind, "gaps": gaps}
