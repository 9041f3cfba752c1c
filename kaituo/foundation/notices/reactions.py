"""Whoever is made responsible for a record by someone else hears of it; many at once make one notice. So does whoever is named in a comment."""

from collections import defaultdict

from django.apps import apps

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import COMMENTED
from kaituo.foundation.records.models import Comment, Event

from .actions import tell, tell_many
from .kinds import ASSIGNED, ASSIGNED_MANY, MENTIONED

OWNER = "owner"
FEW = 3
"""From one person at one time; more are told as a number."""


@during()
def tell_new_owners(events: list[Event]) -> None:
    """Done at once: a reassignment is rare among all events, and asking costs one look at each event's changes."""
    given: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        owner = event.changes.get(OWNER, [None, None])[1]
        if owner and owner != event.actor_id and not event.actor.is_system:
            given[owner, event.actor_id].append(event)
    people = User.objects.in_bulk({owner for owner, _actor in given})
    for (owner, _actor), about in given.items():
        if owner in people:
            tell_one(people[owner], about)


@during(COMMENTED)
def tell_the_named(events: list[Event]) -> None:
    for event in events:
        comment = Comment.objects.filter(pk=event.inputs.get("comment")).first()
        row = apps.get_model(event.subject_type)._default_manager.filter(pk=event.subject_id).first()
        if comment is not None and row is not None:
            tell(comment.mentions.all(), MENTIONED, row, by=event.actor)


def tell_one(person: User, events: list[Event]) -> None:
    by = events[0].actor
    if len(events) > FEW:
        tell_many([(person, ASSIGNED_MANY, None, {"count": len(events)})], by=by)
        return
    rows = [apps.get_model(event.subject_type)._default_manager.filter(pk=event.subject_id).first() for event in events]
    tell_many([(person, ASSIGNED, row, {}) for row in rows if row is not None], by=by)
