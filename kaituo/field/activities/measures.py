"""What activities can count: on the day they happened, for whoever did them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, RATIO, SHARE, Direction, Family
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
_done("activities.call_count", _("Calls"), rows=done.calls, note=_("Calls made, answered or not"))
_done("activities.message_count", _("Messages"), rows=done.messages, note=_("Messages written to customers"))
_done("activities.email_count", _("E-mails"), rows=done.emails, note=_("E-mails written to customers"))
_done("activities.meeting_count", _("Meetings with customers"), rows=done.meetings, note=_("Meetings with customers that were written down"))
_done(
    "activities.unreached_count",
    _("Calls that nobody answered"),
    rows=done.unreached,
    direction=Direction.NEUTRAL,
    note=_("Attempts that reached nobody"),
)
_planned("activities.planned_done_count", _("Planned follow-ups done"), rows=FollowUp.objects.done, note=_("On the day they were done"))
_planned(
    "activities.kept_count",
    _("Planned follow-ups done in time"),
    rows=FollowUp.objects.kept,
    also=("activities.planned_done_count",),
    note=_("Done on their day or before"),
)
_planned(
    "activities.overdue_count",
    _("Overdue follow-ups"),
    kind=LEVEL,
    on="due_on",
    rows=FollowUp.objects.open,
    due_only=True,
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Planned follow-ups that are open although their day has passed"),
)
measure(
    "activities.kept_rate",
    _("Follow-ups done in time"),
    family=Family.SPEED,
    kind=RATIO,
    unit=SHARE,
    formula="kept / done",
    names={"kept": "activities.kept_count", "done": "activities.planned_done_count"},
    note=_("Done on their day or before ÷ all planned ones that were done"),
)
