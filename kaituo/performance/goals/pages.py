"""The page of a target offers answers only to the side that is asked."""

from kaituo.foundation.records.verbs import Verb
from kaituo.foundation.screens.views.page import PageView

from .models import Target
from .turns import ANSWERS, is_turn_of


class TargetPage(PageView):
    def verbs(self, row: Target) -> list[Verb]:
        """Whoever waits sees no button that would be refused; nor is fitting offered where there is nobody to fit."""
        offered = super().verbs(row)
        return offered if is_turn_of(self.request.user, row) else [verb for verb in offered if verb not in ANSWERS]
