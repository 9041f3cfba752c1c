"""What leads can count: how many came in, how many became customers or were turned down, and in how many days."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, LEVEL, RATIO, SHARE, Direction, Family
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Lead

OF_LEAD = {"leads.Lead": "pk"}
_declare = partial(measure, family=Family.PIPELINE)
_count = partial(_declare, kind=FLOW, unit=COUNT, credit=owner_credited(), follows=OF_LEAD)

_count("leads.created_count", _("New leads"), rows=Lead.objects.active, on="created_at", note=_("On the day they came in"))
_count("leads.converted_count", _("Converted leads"), rows=Lead.objects.converted, on="converted_on", note=_("On the day they became customers"))
_declare(
    "leads.conversion_rate",
    _("Lead conversion"),
    kind=RATIO,
    unit=SHARE,
    formula="converted / leads",
    names={"converted": "leads.converted_count", "leads": "leads.created_count"},
    note=_("Converted ÷ new leads of the same days"),
)
_count(
    "leads.promised_count", _("Leads to be answered"), rows=Lead.objects.promised, on="answer_due_at", note=_("On the day by which it was promised")
)
_count(
    "leads.in_time_count",
    _("Leads answered in time"),
    rows=Lead.objects.answered_in_time,
    on="answer_due_at",
    note=_("On the day by which it was promised"),
)
measure(
    "leads.in_time_rate",
    _("Leads answered in time, share"),
    kind=RATIO,
    unit=SHARE,
    formula="in_time / promised",
    names={"in_time": "leads.in_time_count", "promised": "leads.promised_count"},
    note=_("Answered in time ÷ leads that were to be answered on the same days"),
)
_count("leads.open_count", _("Open leads"), kind=LEVEL, rows=Lead.objects.open, note=_("Neither converted nor turned down"))
_count(
    "leads.untouched_count",
    _("Leads nobody has followed up"),
    kind=LEVEL,
    rows=Lead.objects.untouched,
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Open leads without any follow-up"),
)
_count(
    "leads.overdue_count",
    _("Leads overdue for follow-up"),
    kind=LEVEL,
    rows=Lead.objects.to_follow_up,
    on="follow_up_on",
    due_only=True,
    family=Family.SPEED,
    direction=Direction.LESS,
    note=_("Open leads whose next follow-up day has passed"),
)
_declare(
    "leads.untouched_share",
    _("Share of leads nobody has followed up"),
    kind=RATIO,
    unit=SHARE,
    family=Family.SPEED,
    direction=Direction.LESS,
    formula="untouched / open",
    names={"untouched": "leads.untouched_count", "open": "leads.open_count"},
    note=_("Leads without any follow-up ÷ open leads"),
)
