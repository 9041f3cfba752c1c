"""A new briefing is drafted at once; whoever it is sent to hears of it, and gets a letter."""

from functools import partial

from django.db import transaction

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.records.bells import during
from kaituo.foundation.records.facts import RECORD_CREATED
from kaituo.foundation.records.models import Event

from .actions import draft
from .events import BRIEFING_SENT
from .letters import write_to
from .models import Briefing
from .notices import SENT


@during(RECORD_CREATED, subject="briefings.Briefing")
def draft_the_new_one(events: list[Event]) -> None:
    for event in events:
        draft(Briefing.objects.get(pk=event.subject_id), event.actor)


@during(BRIEFING_SENT, subject="briefings.Briefing")
def tell_its_readers(events: list[Event]) -> None:
    for event in events:
        briefing, keys = Briefing.objects.get(pk=event.subject_id), event.inputs["readers"]
        tell(User.objects.filter(pk__in=keys), SENT, briefing, by=event.actor)
        for key in keys:
            transaction.on_commit(partial(write_to.enqueue, briefing.pk, key, event.inputs.get("note", "")))
