"""Letters as they are drawn: with what the person may read of each, and exchange by exchange."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Attachment

from .models import Letter, Wording


@dataclass
class Read:
    """`wording` is None where the person may not read it."""

    letter: Letter
    wording: Wording | None = None
    files: list[Attachment] = field(default_factory=list)


def read(letters: Sequence[Letter], user: User) -> list[Read]:
    """In as many questions for many letters as for one."""
    wordings = {each.letter_id: each for each in visible(user, Wording.objects.all()).filter(letter__in=[letter.pk for letter in letters])}
    files: dict[int, list[Attachment]] = defaultdict(list)
    keys = [each.pk for each in wordings.values()]
    for file in Attachment.objects.filter(subject_type=Wording._meta.label, subject_id__in=keys).order_by("pk"):
        files[file.subject_id].append(file)
    found = [(letter, wordings.get(letter.pk)) for letter in letters]
    return [Read(letter, wording, files[wording.pk] if wording else []) for letter, wording in found]


def exchanges(letters: list[Read]) -> list[list[Read]]:
    """The order of the letters stays: the exchange with the newest stands first."""
    found: dict[str, list[Read]] = {}
    for each in letters:
        found.setdefault(each.letter.thread, []).append(each)
    return list(found.values())
