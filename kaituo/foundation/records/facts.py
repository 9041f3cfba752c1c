"""The facts that contexts can state. A context's `events.py` declares them; each carries the sentence that people read."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

FACTS: dict[str, "Fact"] = {}


@dataclass(frozen=True)
class Fact:
    """`name` is `context.noun_past_participle`; `sentence` may use %(actor)s, %(subject)s and the names of the verb's inputs."""

    name: str
    sentence: str

    def __str__(self) -> str:
        return self.name


def fact(name: str, sentence: str) -> Fact:
    """Declare a fact. Raises ValueError when the name is taken by another sentence."""
    if name in FACTS:
        raise ValueError(f"fact {name!r} is declared twice")
    FACTS[name] = Fact(name, sentence)
    return FACTS[name]


RECORD_CREATED = fact("record.created", _("%(actor)s created %(subject)s"))
RECORD_CHANGED = fact("record.changed", _("%(actor)s changed %(subject)s"))
RECORD_ARCHIVED = fact("record.archived", _("%(actor)s archived %(subject)s"))
RECORD_RESTORED = fact("record.restored", _("%(actor)s restored %(subject)s"))
RECORD_HANDED_OVER = fact("record.handed_over", _("%(actor)s handed %(subject)s over from %(former_text)s to %(to_text)s"))
RECORD_HANDED_BACK = fact("record.handed_back", _("%(actor)s took the hand-over of %(subject)s back: from %(former_text)s to %(to_text)s"))
RECORD_REMOVED = fact("record.removed", _("%(actor)s removed %(subject)s, which an import had made"))
LINE_REMOVED = fact("record.line_removed", _("%(actor)s took off the line %(subject)s"))
RECORDS_EXPORTED = fact("record.exported", _("%(actor)s exported %(count)s records"))
COMMENTED = fact("record.commented", _("%(actor)s commented on %(subject)s"))
FILE_ATTACHED = fact("record.file_attached", _("%(actor)s attached “%(name)s” to %(subject)s"))
FILE_REMOVED = fact("record.file_removed", _("%(actor)s removed the file “%(name)s” from %(subject)s"))
TAGGED = fact("record.tagged", _("%(actor)s tagged %(subject)s “%(name)s”"))
UNTAGGED = fact("record.untagged", _("%(actor)s took the tag “%(name)s” off %(subject)s"))
RECORD_SHARED = fact("record.shared", _("%(actor)s shared %(subject)s with %(name)s"))
RECORD_UNSHARED = fact("record.unshared", _("%(actor)s ended the sharing of %(subject)s with %(name)s"))
RECORD_MERGED = fact("record.merged", _("%(actor)s merged %(other_text)s into %(subject)s"))
RECORD_ABSORBED = fact("record.absorbed", _("%(actor)s merged %(subject)s into %(into_text)s"))
RECORD_MOVED = fact("record.moved", _("%(subject)s went along when %(actor)s merged two records"))
MERGE_UNDONE = fact("record.merge_undone", _("%(actor)s took apart again what had been merged: %(subject)s"))
FIELD_REVEALED = fact("record.field_revealed", _("%(actor)s looked at the full %(field)s of %(subject)s"))
