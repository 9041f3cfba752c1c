"""A new delegation also opens what is waiting already; approvers and askers hear of what concerns them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event

from .entitlements import delegated
from .events import LEVEL_APPROVED, REQUEST_APPROVED, REQUEST_ASKED, REQUEST_REJECTED
from .models import Delegation, Request
from .queries import entitlements

ASKED = kind("approvals.asked", _("Approvals that wait for you"), _("%(actor)s asks for your approval: %(subject)s"), "clipboard-check")
DECIDED = kind("approvals.decided", _("Answers to what you asked"), _("%(subject)s was decided: %(outcome)s"), "checks")


@during(RECORD_CREATED, subject="approvals.Delegation")
def open_to_the_delegate(events: list[Event]) -> None:
    today = timezone.localdate()
    for delegation in Delegation.objects.filter(pk__in=[event.subject_id for event in events]):
        shares = [share for request in Request.objects.waiting_for(delegation.person) for share in delegated(request, delegation, today)]
        Share.objects.bulk_create(shares)


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
