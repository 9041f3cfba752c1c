"""Blocks that the page of a lead adds to the usual ones."""

from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.parts import Part

from .models import Lead


class ScoreSteps(Part):
    """Why the score is what it is."""

    template = "leads/parts/score.html"

    def context(self, row: Lead, user: User) -> dict | None:
        return {"score": row.score, "steps": row.score_steps}
