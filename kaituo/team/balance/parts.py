"""Blocks of a re-balancing's page: everybody before and after, every move with its reason, and what stays."""

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part

from .choices import STAYS
from .models import Rebalancing
from .simulation import before_and_after


class Simulation(Part):
    """Each person before and after the moves that were not taken out; what was reckoned stays shown after it is carried out."""

    template = "balance/parts/simulation.html"

    def context(self, row: Rebalancing, user: User) -> dict | None:
        return before_and_after(row) if row.people else None


class Moves(Part):
    """One by one, in the order in which they even out; each can be taken out as long as nothing is carried out."""

    template = "balance/parts/moves.html"

    def context(self, row: Rebalancing, user: User) -> dict | None:
        moves = list(row.moves.select_related("account", "giver", "receiver", "hand_over"))
        return {"moves": moves, "may_change": row.is_draft and may(user, "change", row), "is_over": not row.is_draft}


class Staying(Part):
    """How many customers were not thought of, and why."""

    template = "balance/parts/staying.html"

    def context(self, row: Rebalancing, user: User) -> dict | None:
        lines = [(STAYS[name], count) for name, count in sorted(row.staying.items()) if name in STAYS]
        return {"lines": lines} if lines else None
