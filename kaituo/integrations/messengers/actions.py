"""The verbs of connections to messaging services: pause, resume, note how a trial went; and what a person is called there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.verbs import action

from . import events
from .models import Handle, Outlet


@action(label=gettext_lazy("Pause"), says=events.OUTLET_PAUSED, allow="change", when="is_on", icon="x")
def pause(outlet: Outlet, *, by: User) -> None:
    outlet.is_on = False
    outlet.save(update_fields=["is_on"])


@action(label=gettext_lazy("Resume"), says=events.OUTLET_RESUMED, allow="change", when="is_off", icon="check")
def resume(outlet: Outlet, *, by: User) -> None:
    outlet.is_on = True
    outlet.save(update_fields=["is_on"])


@action(label=gettext_lazy("Try"), says=events.OUTLET_TRIED, allow="change", icon="send")
def note_trial(outlet: Outlet, *, by: User, worked: bool, said: str) -> None:
    """What came of a test message; sent before, because nobody holds the database while another system takes its time."""
    outlet.tried_at, outlet.is_working, outlet.said = timezone.now(), worked, said[:300]
    outlet.save(update_fields=["tried_at", "is_working", "said"])


@transaction.atomic
def be_called(handles: dict[str, str], *, by: User) -> None:
    """Keep what the person is called at each service; empty: nothing any more."""
    known = {row.service: row for row in Handle.objects.filter(person=by)}
    for service, value in handles.items():
        row = known.get(service)
        if row is not None and not value:
            row.delete()
        elif row is not None:
            records.change(row, {"value": value}, by=by)
        elif value:
            records.create(Handle(person=by, service=service, value=value), by=by)
