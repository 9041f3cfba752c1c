"""Who hears of recognition: whoever is meant."""

from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.notices.actions import tell, tell_many
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.models import Event
from kaituo.foundation.ui import formats

from .choices import Kind
from .events import BADGE_EARNED, PERSON_THANKED, RECOGNITION_WITHDRAWN, TITLE_BESTOWED
from .models import BadgeEarned, Honour, Recognition
from .notices import BADGED, HONOURED, PRAISED, THANKED, WITHDRAWN


@during(PERSON_THANKED)
def tell_whoever_is_thanked(events: list[Event]) -> None:
    for event in events:
        row = Recognition.objects.select_related("person").get(pk=event.subject_id)
        tell([row.person], PRAISED if row.kind == Kind.PRAISE else THANKED, row, by=event.actor, deed=row.deed)


@during(RECOGNITION_WITHDRAWN)
def tell_of_withdrawals(events: list[Event]) -> None:
    for event in events:
        row = Recognition.objects.select_related("person", "giver").get(pk=event.subject_id)
        tell([row.person, row.giver], WITHDRAWN, None, by=event.actor, reason=row.withdrawn_because)


@during(BADGE_EARNED)
def tell_of_badges(events: list[Event]) -> None:
    rows = BadgeEarned.objects.filter(pk__in=[event.subject_id for event in events]).select_related("badge", "person")
    told = [(row.person, BADGED, row, {"badge": row.badge.name, "value": _said(row)}) for row in rows]
    tell_many(told, by=events[0].actor)


@during(TITLE_BESTOWED)
def tell_of_titles(events: list[Event]) -> None:
    for event in events:
        row = Honour.objects.filter(title=event.subject_id).select_related("title", "person").latest("pk")
        tell([row.person], HONOURED, row, by=event.actor, title=row.title.name, reason=row.reason)


def _said(row: BadgeEarned) -> str:
    unit = row.badge.behind.unit if row.badge.behind else ""
    return formats.percent(row.value, 1) if unit == Unit.SHARE else formats.number(row.value, 0)
