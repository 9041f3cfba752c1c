"""What territories do when customers move and definitions change: where everybody lies is reckoned anew."""

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Territory
from kaituo.foundation.records.bells import after, during
from kaituo.foundation.records.facts import (
    LINE_REMOVED,
    RECORD_ABSORBED,
    RECORD_ARCHIVED,
    RECORD_CHANGED,
    RECORD_CREATED,
    RECORD_MERGED,
    RECORD_REMOVED,
    RECORD_RESTORED,
)
from kaituo.foundation.records.models import Event

from .covering import cover, note_changes, refresh

PLACED_BY = {"division", "industry"}
DEFINED = (RECORD_CREATED, RECORD_CHANGED, RECORD_ARCHIVED, RECORD_RESTORED, LINE_REMOVED)


@during(RECORD_CREATED, subject="customers.Account")
def cover_newcomers(events: list[Event]) -> None:
    cover(event.subject_id for event in events)


@during(RECORD_CHANGED, RECORD_ARCHIVED, RECORD_RESTORED, subject="customers.Account")
def follow_customers(events: list[Event]) -> None:
    moved = [event.subject_id for event in events if event.name != RECORD_CHANGED.name or PLACED_BY & set(event.changes)]
    if moved:
        note_changes(moved)
        refresh(moved)


@during(RECORD_MERGED, RECORD_ABSORBED, subject="customers.Account")
def follow_merged(events: list[Event]) -> None:
    """Where the absorbed customer lay is not where the other lies."""
    refresh(event.subject_id for event in events)


@after(*DEFINED, subject="territories.TerritoryPart")
def follow_parts(events: list[Event]) -> None:
    refresh()


@after(*DEFINED, subject="territories.NamedAccount")
def follow_names(events: list[Event]) -> None:
    refresh()


@during(RECORD_CREATED, RECORD_REMOVED, subject="identity.Territory")
def place_territory(events: list[Event]) -> None:
    """A new territory stands at the top until it is placed."""
    trees.rebuild(Territory)
