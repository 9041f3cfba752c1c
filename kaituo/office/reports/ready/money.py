"""What was paid and what is due; follow-ups and visits."""

from django.utils.translation import gettext_lazy as _

from ..engine.definition import MEASURES
from .report import over_time, shelve

shelve(
    "money",
    "money-overdue",
    _("Overdue by person"),
    _("Outstanding and overdue, with the overdue part."),
    MEASURES,
    ["person"],
    ["measure:receivables.outstanding", "measure:receivables.overdue", "measure:receivables.overdue_share"],
    chart="lying",
    sort="-B",
)
shelve(
    "money",
    "money-customers",
    _("Receipts of the largest payers"),
    _("Who paid how much this year."),
    "receivables.Receipt",
    ["account"],
    ["sum:amount", "count"],
    on="received_on",
    span="year",
    compare="last_year",
    top=20,
    chart="lying",
)
shelve(
    "money",
    "money-method",
    _("Receipts by way of payment"),
    _("Transfer, draft, cash, by quarter."),
    "receivables.Receipt",
    ["method"],
    ["sum:amount", "count"],
    across="received_on@quarter",
    on="received_on",
    span="365d",
    chart="ring",
)
shelve(
    "money",
    "money-due",
    _("Money due by month"),
    _("What payment plans promise from now on."),
    "receivables.PaymentPlan",
    ["due_on@month"],
    ["sum:amount", "count"],
    on="due_on",
    filters={"due_on": ["coming"]},
    chart="bar",
)
over_time("money-rate", _("Collection rate by month"), ["receivables.collection_rate"], _("Which part of what was invoiced came in."), shelf="money")
shelve(
    "activity",
    "activity-people",
    _("Follow-ups by person and kind"),
    _("Calls, messages, visits of the last 30 days."),
    "activities.Activity",
    ["owner"],
    ["count"],
    across="kind",
    on="happened_at",
    span="30d",
    chart="stacked",
)
shelve(
    "activity",
    "activity-week",
    _("Follow-ups by week"),
    _("Whether the pace holds."),
    "activities.Activity",
    ["happened_at@week"],
    ["count", "distinct:account"],
    on="happened_at",
    span="90d",
    chart="line",
)
shelve(
    "activity",
    "visits-people",
    _("Visits by person and purpose"),
    _("What visits were for, this quarter."),
    "visits.Visit",
    ["owner"],
    ["count"],
    across="visit_type",
    on="planned_on",
    span="quarter",
    chart="stacked",
)
shelve(
    "activity",
    "visits-class",
    _("Visits by class of customer"),
    _("Whether time goes where the revenue is."),
    "visits.Visit",
    ["account__account_class"],
    ["count", "distinct:account", "avg:minutes"],
    on="planned_on",
    span="quarter",
    chart="bar",
    sort="row",
)
