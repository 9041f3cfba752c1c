"""What stands on the page of a recognition, and what hangs on that of a member of staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.screens.parts import Panel, Part
from kaituo.foundation.screens.sources import sources

from .models import BadgeEarned, Honour, Recognition
from .wall import said_to
from .whom import thankable

MOST = 5


class WhatWasSaid(Part):
    template = "culture/parts/said.html"
    title = _("What was said")

    def context(self, row: Recognition, user: User) -> dict | None:
        key = (row.subject_type, row.subject_id)
        source = sources({key}, user).get(key) if row.subject_type else None
        return {"source": source, "cheers": list(row.cheers.select_related("person")), "is_about": bool(row.subject_type)}


class RecognitionOfStaff(Panel):
    """Titles she bears, badges she earned, and the newest of what was said of her."""

    on = "people.Staff"
    template = "culture/parts/of_staff.html"
    title = _("Recognition")
    is_beside = True

    def context(self, row: models.Model, user: User) -> dict | None:
        if row.user_id is None or not may(user, "view", Recognition):
            return None
        said = said_to(user).filter(person=row.user_id)
        badges = visible(user, BadgeEarned.objects.active().filter(person=row.user_id)).select_related("badge")
        honours = visible(user, Honour.objects.on(clock.today()).filter(person=row.user_id)).select_related("title")
        return {
            "said": list(said[:MOST]),
            "count": said.order_by().values("pk").count(),
            "badges": list(badges[: 2 * MOST]),
            "honours": list(honours),
            "may_thank": may(user, "create", Recognition) and thankable(user).filter(pk=row.user_id).exists(),
            "person": row.user_id,
        }
