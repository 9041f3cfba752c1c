"""Whoever wrote a report hears what is said of it."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import COMMENTED
from kaituo.foundation.records.models import Event

from .events import WORKLOG_RETURNED
from .models import Worklog

ANSWERED = kind("worklogs.answered", _("Comments on your reports"), _("%(actor)s commented on %(subject)s"), "message")
RETURNED = kind("worklogs.returned", _("Reports returned to you"), _("%(actor)s returned %(subject)s: %(reason)s"), "arrow-back-up")


@during(COMMENTED, WORKLOG_RETURNED, subject="worklogs.Worklog")
def tell_the_writer(events: list[Event]) -> None:
    rows = Worklog.objects.select_related("owner").in_bulk([event.subject_id for event in events])
    for event in events:
        row = rows[event.subject_id]
        which, words = (RETURNED, {"reason": event.inputs["reason"]}) if event.name == WORKLOG_RETURNED.name else (ANSWERED, {})
        tell([row.owner], which, row, by=event.actor, **words)
