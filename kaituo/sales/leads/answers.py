"""Reminds of leads that wait for an answer: the rep before it is due, and whoever leads her once it is late."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import Kind, kind
from kaituo.foundation.records import clock

from .models import AnswerRule, Lead

WAITS = kind("leads.waits", _("Leads that wait for an answer"), _("%(subject)s waits for an answer until %(at)s"), "clock")
LATE = kind("leads.late", _("Leads that were not answered in time"), _("%(subject)s of %(person)s was to be answered by %(at)s"), "alert-triangle")


def remind(now: datetime | None = None) -> int:
    """Each is told once before it is due and once when it is late. Returns how many notices were written."""
    now, rule = now or clock.now(), AnswerRule.objects.active().first()
    if rule is None:
        return 0
    waiting = Lead.objects.waiting().select_related("owner").order_by("answer_due_at", "pk")
    near = list(
        waiting.filter(answer_due_at__gt=now, answer_due_at__lte=now + timedelta(hours=rule.remind_hours), reminded_at=None, owner__isnull=False)
    )
    late = list(waiting.filter(answer_due_at__lte=now, escalated_at=None))
    Lead.objects.filter(pk__in=[lead.pk for lead in near]).update(reminded_at=now)
    Lead.objects.filter(pk__in=[lead.pk for lead in late]).update(escalated_at=now)
    told = [*_told(near, WAITS, lambda lead: [lead.owner]), *_told(late, LATE, _escalation(late))]
    return len(tell_many(told, by=User.objects.system()))


def _told(leads: list[Lead], what: Kind, to: Callable[[Lead], list[User]]) -> Iterable[tuple[User, Kind, Lead, dict[str, str]]]:
    for lead in leads:
        at = f"{timezone.localtime(lead.answer_due_at):%Y-%m-%d %H:%M}"
        for person in to(lead):
            yield person, what, lead, {"at": at, "person": str(lead.owner or _("nobody"))}


def _escalation(leads: list[Lead]) -> Callable[[Lead], list[User]]:
    """To the rep and whoever leads her; of a lead that nobody has, to whoever may hand over every lead."""
    above = leaders_of({lead.owner for lead in leads if lead.owner}, clock.today())
    over_all = list(people_over_all(Lead, "reassign")) if any(lead.owner is None for lead in leads) else []
    return lambda lead: [lead.owner, *above.get(lead.owner_id, ())] if lead.owner else over_all
