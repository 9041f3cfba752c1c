"""Marks and pairs follow the records; whoever is concerned by a dispute or a merge hears of it."""

from collections import defaultdict

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import Share, User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.doors import entrance
from kaituo.foundation.records.facts import MERGE_UNDONE, RECORD_ABSORBED, RECORD_ARCHIVED, RECORD_CREATED, RECORD_REMOVED, RECORD_RESTORED
from kaituo.foundation.records.models import Event, Merge
from kaituo.foundation.records.refusals import Refused

from . import events as facts
from . import kinds, pairs
from .choices import DisputeKind, Ruling
from .deciding import deciding
from .entrance import guard
from .models import Dispute
from .notices import ANSWERED, CLAIMED, DECIDED, MERGED, TO_DECIDE
from .recognition import renew
from .scanning import scan_later
from .shelf import SHELF, Recognisable

LIFE = {each.name for each in (RECORD_CREATED, RECORD_ARCHIVED, RECORD_RESTORED, RECORD_REMOVED, RECORD_ABSORBED, MERGE_UNDONE)}
KNOWN = (kinds.ACCOUNT, kinds.CONTACT)
"""On the shelf before the first event."""


@during()
def recognise(events: list[Event]) -> None:
    """In the same transaction, so that of two people who enter one customer at once the second is told of the first."""
    for (kind, are_new), told in _by_kind(events).items():
        rows = [event.row for event in told if event.row is not None]
        renewed = renew(kind, [event.subject_id for event in told], are_new=are_new, rows=rows if len(rows) == len(told) else ())
        added = {pk: marks for pk, marks in renewed.items() if marks}
        door = entrance()
        if door is not None and added:
            guard(kind, added, door, told[0].actor, are_new=are_new)


def _by_kind(events: list[Event]) -> dict[tuple[Recognisable, bool], list[Event]]:
    """Only what can change by what a record is recognised."""
    found: dict[tuple[str, bool], list[Event]] = defaultdict(list)
    for event in events:
        kind = SHELF.get(event.subject_type)
        if kind is not None and (event.name in LIFE or any(name in event.changes for name in kind.fields)):
            found[kind.label, event.name == RECORD_CREATED.name].append(event)
    return {(SHELF[label], are_new): told for (label, are_new), told in found.items()}


@during(RECORD_RESTORED)
def keep_waiting(events: list[Event]) -> None:
    """A new record that waits for a decision, or did not get in, is not taken out by the back door."""
    ids = [event.subject_id for event in events if event.subject_type in SHELF]
    if ids and Dispute.objects.filter(kind=DisputeKind.ENTRY, entry_id__in=ids).exclude(ruling=Ruling.SEPARATE).exists():
        raise Refused(_("This record waits until its dispute is decided, or the decision was against it."))


@during(RECORD_ABSORBED)
def close_pairs(events: list[Event]) -> None:
    for event in events:
        pairs.close_merged(event.subject_type, event.subject_id, event.inputs["into"])
        _tell_owner(event)


def _tell_owner(event: Event) -> None:
    kind = SHELF.get(event.subject_type)
    row = kind.model._default_manager.filter(pk=event.inputs["into"]).first() if kind and kind.give else None
    if row is not None and row.owner is not None:
        tell([row.owner], MERGED, row, by=event.actor)


@during(MERGE_UNDONE, subject="records.Merge")
def open_pairs_again(events: list[Event]) -> None:
    for each in Merge.objects.filter(pk__in=[event.subject_id for event in events]):
        pairs.reopen(each.model, each.loser_id, each.survivor_id)


@during(RECORD_CREATED, subject="duplicates.Scan")
def send_to_the_worker(events: list[Event]) -> None:
    for event in events:
        scan_later.enqueue(event.subject_id)


@during(facts.DISPUTE_OPENED)
def let_the_parties_see(events: list[Event]) -> None:
    """The holder reads the claim and answers it; whoever leads her reads along and may decide, as far as her rights go."""
    for event in events:
        dispute = _dispute(event)
        leads = deciding(dispute)
        verbs = {pk: ("view", "comment", "decide") for pk in (lead.pk for lead in leads)}
        if dispute.holder_id:
            verbs[dispute.holder_id] = ("view", "comment", "answer")
        shares = [_share(dispute, pk, verb) for pk, allowed in verbs.items() for verb in allowed]
        Share.objects.bulk_create(shares)
        tell(leads, TO_DECIDE, dispute, by=event.actor, day=str(dispute.due_on))
        tell([dispute.holder] if dispute.holder else [], CLAIMED, dispute, by=event.actor)


def _share(dispute: Dispute, person: int, verb: str) -> Share:
    return Share(model=Dispute._meta.label, record_id=dispute.pk, user_id=person, verb=verb, starts_on=clock.today())


@during(facts.DISPUTE_ANSWERED)
def tell_the_claimant(events: list[Event]) -> None:
    for event in events:
        dispute = _dispute(event)
        tell([dispute.claimant, *deciding(dispute)], ANSWERED, dispute, by=event.actor)


@during(facts.DISPUTE_DECIDED)
def tell_the_parties(events: list[Event]) -> None:
    for event in events:
        dispute = _dispute(event)
        parties: list[User] = [person for person in (dispute.claimant, dispute.holder) if person is not None]
        tell(parties, DECIDED, dispute, by=event.actor, ruling=str(dispute.get_ruling_display()))


def _dispute(event: Event) -> Dispute:
    return Dispute.objects.select_related("claimant", "holder").get(pk=event.subject_id)
