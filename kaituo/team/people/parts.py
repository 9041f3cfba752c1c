"""Blocks that the pages of people add to the usual ones."""

from django.utils import timezone

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Helping, User
from kaituo.foundation.screens.parts import Part

from .models import Staff


class Helpers(Part):
    """Who acts for this member of staff, today or later."""

    template = "people/helpers.html"

    def context(self, row: Staff, user: User) -> dict | None:
        found = Helping.objects.not_over(timezone.localdate()).filter(rep=row.user_id).select_related("helper").order_by("starts_on")
        lines = [(each, may(user, "end_help", each)) for each in found]
        return {"lines": lines} if lines else None
