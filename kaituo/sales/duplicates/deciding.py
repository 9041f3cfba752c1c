"""Who decides a dispute: those who lead the claimant and the holder; where nobody leads them, whoever decides for the whole organisation."""

from kaituo.foundation.approvals.entitlements import leads_above
from kaituo.foundation.identity.access import people_over_all
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock

from .models import Dispute


def deciding(dispute: Dispute) -> list[User]:
    """Parties never decide, whatever they lead."""
    parties = [person for person in (dispute.claimant, dispute.holder) if person is not None]
    leads = {lead.pk: lead for person in parties for lead in leads_above(person, clock.today())}
    found = leads or {person.pk: person for person in people_over_all(Dispute, "decide", on=clock.today())}
    return [person for pk, person in found.items() if pk not in {party.pk for party in parties}]
