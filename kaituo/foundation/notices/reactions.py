"""Whoever is made responsible for a record by someone else hears of it; many at once make one notice. So does whoever is named in a comment, or let
see a record of another's.
"""

from collections import defaultdict

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.discussion import others_in_thread
from kaituo.foundation.records.facts import COMMENTED, RECORD_SHARED
from kaituo.foundation.records.models import Comment, Event
from kaituo.foundation.records.repointing import follows

from .actions import tell, tell_many
from .kinds import ANSWERED, ASSIGNED, ASSIGNED_MANY, MENTIONED, SHARED

follows("notices.Notice", "model", "record_id")

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
        comment = Comment.objects.filter(pk=event.inputs.get("comment")).select_related("author", "thread").first()
        row = apps.get_model(event.subject_type)._default_manager.filter(pk=event.subject_id).first()
        if comment is not None and row is not None:
            named = list(comment.mentions.all())
            tell(named, MENTIONED, row, by=event.actor)
            tell(sorted(others_in_thread(comment) - set(named), key=lambda person: person.pk), ANSWERED, row, by=event.actor)


@during(RECORD_SHARED)
def tell_receivers(events: list[Event]) -> None:
    for event in events:
        row = apps.get_model(event.subject_type)._default_manager.get(pk=event.subject_id)
        tell(receivers(event), SHARED, row, by=event.actor)


def receivers(event: Event) -> QuerySet[User]:
    """The person, or everybody who is in the team today."""
    members = Membership.objects.on(timezone.localdate()).filter(team=event.inputs.get("team"))
    return User.objects.people().filter(Q(pk=event.inputs.get("person")) | Q(pk__in=members.values("user")))


def tell_one(person: User, events: list[Event]) -> None:
    by = events[0].actor
    if len(events) > FEW:
        tell_many([(person, ASSIGNED_MANY, None, {"count": len(events)})], by=by)
        return
    rows = [apps.get_model(event.subject_type)._default_manager.filter(pk=event.subject_id).first() for event in events]
    tell_many([(person, ASSIGNED, row, {}) for row in rows if row is not None], by=by)
