"""Who is to answer an objection: the payee's manager first, then whoever decides for finance."""

from kaituo.foundation.approvals.entitlements import leads_above
from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .models import Dispute


def answering(dispute: Dispute) -> list[User]:
    """Nobody answers her own."""
    if dispute.is_open:
        return leads_above(dispute.payee, clock.today())
    return list(people_over_all(Dispute, "accept", on=clock.today()).exclude(pk=dispute.payee_id)) if dispute.is_forwarded else []
