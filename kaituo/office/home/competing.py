"""The block of running contests: those one takes part in and those of the people one leads. Each asks for its places by itself, so that the page waits for none."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may
from kaituo.foundation.identity.models import User
from kaituo.performance.contests.models import Contest
from kaituo.performance.contests.places import of_concern

from .blocks import Block

SHOWN = 3


class RunningContests(Block):
    title = _("Running contests")
    template = "home/blocks/contests.html"
    order = 28

    def context(self, user: User) -> dict[str, Any] | None:
        if not may(user, VIEW, Contest):
            return None
        today = timezone.localdate()
        rows = list(of_concern(user, today)[: SHOWN + 1])
        lines = [(row, max((row.last_on - today).days + 1, 0)) for row in rows[:SHOWN]]
        return {"lines": lines, "has_more": len(rows) > SHOWN} if rows else None
