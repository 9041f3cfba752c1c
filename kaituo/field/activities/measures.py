"""What activities can count: on the day they happened, for whoever did them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Activity, FollowUp

done = Activity.objects
_done = partial(measure, kind=FLOW, unit=COUNT, on="happened_at", credit=owner_credited(), follows={"activities.Activity": "pk"})
_planned = partial(measure, kind=FLOW, unit=COUNT, on="done_on", credit=owner_credited(), follows={"activities.FollowUp": "pk"})

_done(
    "activities.contact_count",
    _("Contacts with customers"),
    rows=done.contacts,
    note=_("Calls, messages, e-mails and meetings that reached somebody"),
)
_done("activities.call_count", _("Calls"), rows=done.calls)
_done("activities.message_count", _("Messages"), rows=done.messages)
_done("activities.meeting_count", _("Meetings with customers"), rows=done.meetings)
_planned("activities.planned_done_count", _("Planned follow-ups done"), rows=FollowUp.objects.done)
_planned("activities.kept_count", _("Planned follow-ups done in time"), rows=FollowUp.objects.kept)
measure(
    "activities.kept_rate",
    _("Follow-ups done in time"),
    kind=RATIO,
    unit=SHARE,
    formula="kept / done",
    names={"kept": "activities.kept_count", "done": "activities.planned_done_count"},
    note=_("Done on their day or before ÷ all planned ones that were done"),
)
