"""What leads can count: how many came in, how many became customers or were turned down, and in how many days."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.metrics.choices import COUNT, FLOW, RATIO, SHARE
from kaituo.foundation.metrics.measure import measure, owner_credited

from .models import Lead

OF_LEAD = {"leads.Lead": "pk"}
_count = partial(measure, kind=FLOW, unit=COUNT, credit=owner_credited(), follows=OF_LEAD)

_count("leads.created_count", _("New leads"), rows=Lead.objects.active, on="created_at", note=_("On the day they came in"))
_count("leads.converted_count", _("Converted leads"), rows=Lead.objects.converted, on="converted_on", note=_("On the day they became customers"))
measure(
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
