"""Reminds of leads that wait for an answer: the rep before it is due, and whoever leads her once it is late."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.notices import promises
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock

from .models import AnswerRule, Lead

PROMISE = promises.Promise(
    due="answer_due_at",
    near=kind("leads.waits", _("Leads that wait for an answer"), _("%(subject)s waits for an answer until %(at)s"), "clock"),
    late=kind("leads.late", _("Leads that were not answered in time"), _("%(subject)s of %(person)s was to be answered by %(at)s"), "alert-triangle"),
    about=lambda lead: lead,
    owner=lambda lead: lead.owner,
    nobodys=lambda: list(people_over_all(Lead, "reassign")),
)


def remind(now: datetime | None = None) -> int:
    """Returns how many notices were written. Of a lead that nobody has, whoever may hand over every lead hears."""
    rule = AnswerRule.objects.active().first()
    if rule is None:
        return 0
    waiting = Lead.objects.waiting().select_related("owner").order_by("answer_due_at", "pk")
    return promises.remind(PROMISE, waiting, timedelta(hours=rule.remind_hours), now or clock.now())
