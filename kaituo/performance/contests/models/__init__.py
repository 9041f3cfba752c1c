"""The tables of contests."""

from .contest import Contest
from .entrant import ContestScope, Entrant, RankingWish
from .prize import Award, Prize
from .standing import Amendment, Finding, Standing

__all__ = ["Amendment", "Award", "Contest", "ContestScope", "Entrant", "Finding", "Prize", "RankingWish", "Standing"]
