"""The page of a target: answers stand in the agreement itself, for the side that is asked; what would change nothing is not offered."""

from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.screens.views.page import PageView

from .actions.sharing import fit
from .actions.targets import take_gap
from .gaps import gap_of
from .models import Target
from .presence import drifts_of
from .turns import ANSWERS


class TargetPage(PageView):
    def verbs(self, row: Target) -> list[Verb]:
        offered = [verb for verb in super().verbs(row) if verb not in ANSWERS]
        if row.team_id is None:
            return offered
        idle = [*([] if drifts_of(row) else [fit.verb]), *([] if gap_of(row) else [take_gap.verb])]
        return [verb for verb in offered if verb not in idle]
