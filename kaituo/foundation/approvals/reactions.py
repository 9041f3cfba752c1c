"""A delegation that begins, changes or ends settles what is waiting already; approvers, askers and delegates hear of what concerns them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CHANGED, RECORD_CREATED
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.repointing import follows

from .entitlements import settle_delegate
from .events import DELEGATION_ENDED, LEVEL_APPROVED, REQUEST_APPROVED, REQUEST_ASKED, REQUEST_REJECTED
from .models import Delegation, Request
from .queries import entitlements

follows("approvals.Request", "model", "record_id")

ASKED = kind("approvals.asked", _("Approvals that wait for you"), _("%(actor)s asks for your approval: %(subject)s"), "clipboard-check")
DECIDED = kind("approvals.decided", _("Answers to what you asked"), _("%(subject)s was decided: %(outcome)s"), "checks")
STANDS_IN = kind(
    "approvals.stands_in", _("Standing in for someone"), _("You decide approvals for %(person)s from %(starts_on)s until %(last_on)s"), "user-check"
)


@during(RECORD_CREATED, RECORD_CHANGED, DELEGATION_ENDED, subject="approvals.Delegation")
def settle_the_delegates(events: list[Event]) -> None:
    """What is waiting already opens to a new delegate, and closes to a former one."""
    today = timezone.localdate()
    concerned = {pk for event in events for pk in event.changes.get("delegate", [])}
    concerned |= set(Delegation.objects.filter(pk__in=[event.subject_id for event in events]).values_list("delegate_id", flat=True))
    for delegate in User.objects.filter(pk__in=concerned):
        settle_delegate(delegate, today)


@during(RECORD_CREATED, subject="approvals.Delegation")
def tell_the_delegate(events: list[Event]) -> None:
    for event in events:
        delegation = Delegation.objects.select_related("person", "delegate").get(pk=event.subject_id)
        words = {"person": str(delegation.person), "starts_on": delegation.starts_on, "last_on": delegation.last_on or "…"}
        tell([delegation.delegate], STANDS_IN, None, by=event.actor, **words)


@during(REQUEST_ASKED, LEVEL_APPROVED)
def tell_the_approvers(events: list[Event]) -> None:
    """When a request is asked, and when it moves up a level."""
    asked = Request.objects.waiting().filter(pk__in=[event.subject_id for event in events]).select_related("asked_by")
    for request in asked:
        waiting = entitlements().filter(record_id=request.pk).values("user_id")
        tell(User.objects.filter(pk__in=waiting), ASKED, request, by=request.asked_by)


@during(REQUEST_APPROVED, REQUEST_REJECTED)
def tell_whoever_asked(events: list[Event]) -> None:
    for event in events:
        request = Request.objects.select_related("asked_by").get(pk=event.subject_id)
        tell([request.asked_by], DECIDED, request, by=event.actor, outcome=request.get_state_display())
