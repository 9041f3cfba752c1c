"""A new delegation also opens what is waiting already."""

from django.utils import timezone

from kaituo.foundation.identity.models import Share
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event

from .entitlements import delegated
from .models import Delegation, Request


@during(RECORD_CREATED, subject="approvals.Delegation")
def open_to_the_delegate(events: list[Event]) -> None:
    today = timezone.localdate()
    for delegation in Delegation.objects.filter(pk__in=[event.subject_id for event in events]):
        shares = [share for request in Request.objects.waiting_for(delegation.person) for share in delegated(request, delegation, today)]
        Share.objects.bulk_create(shares)
