"""Reactions: how an upper room hears of what happened in a lower one, without being imported by it.

`@during(fact)` runs inside the verb's own transaction; `@after(fact)` becomes a job written in that transaction, so it is neither lost nor done for a
rollback. Both are given a list of events, because an import states thousands of facts at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django_tasks import task

from .facts import Fact
from .models import Event

Reaction = Callable[[list[Event]], None]
BATCH = 500


@dataclass(frozen=True)
class Bell:
    """One reaction: `facts` empty means every fact, `subject` empty means every kind of record."""

    reaction: Reaction
    facts: frozenset[str]
    subject: str
    is_later: bool

    @property
    def name(self) -> str:
        return f"{self.reaction.__module__}.{self.reaction.__name__}"

    def hears(self, fact: str, subject: str) -> bool:
        return (not self.facts or fact in self.facts) and (not self.subject or subject == self.subject)


BELLS: dict[str, Bell] = {}


def during(*facts: Fact, subject: str = "") -> Callable[[Reaction], Reaction]:
    """React in the same transaction; an exception undoes the verb too."""
    return _hang(facts, subject, is_later=False)


def after(*facts: Fact, subject: str = "") -> Callable[[Reaction], Reaction]:
    """React in a job, once the transaction is through. The reaction must bear being run twice."""
    return _hang(facts, subject, is_later=True)


def _hang(facts: Sequence[Fact], subject: str, *, is_later: bool) -> Callable[[Reaction], Reaction]:
    def hang(reaction: Reaction) -> Reaction:
        bell = Bell(reaction, frozenset(fact.name for fact in facts), subject, is_later)
        BELLS[bell.name] = bell
        return reaction

    return hang


def ring(events: list[Event]) -> None:
    """Tell everyone who listens, in the order in which they were declared."""
    kinds = {(event.name, event.subject_type) for event in events}
    for bell in BELLS.values():
        wanted = {kind for kind in kinds if bell.hears(*kind)}
        if not wanted:
            continue
        heard = [event for event in events if (event.name, event.subject_type) in wanted]
        if not bell.is_later:
            bell.reaction(heard)
            continue
        for start in range(0, len(heard), BATCH):
            react.enqueue(bell.name, [event.pk for event in heard[start : start + BATCH]])


@task()
def react(name: str, event_ids: list[int]) -> None:
    """The job behind `@after`."""
    BELLS[name].reaction(list(Event.objects.filter(pk__in=event_ids).select_related("actor").order_by("pk")))
