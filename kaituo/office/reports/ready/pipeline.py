"""Deals and leads: where they stand, why they are won and lost."""

from django.utils.translation import gettext_lazy as _

from .report import over_time, shelve

shelve(
    "pipeline",
    "pipeline-stage",
    _("Open deals by stage"),
    _("Number, amount and average of what is open."),
    "pipeline.Opportunity",
    ["stage"],
    ["count", "sum:amount", "avg:amount"],
    filters={"stage__kind": ["open"]},
    chart="funnel",
    sort="row",
)
shelve(
    "pipeline",
    "pipeline-people",
    _("Open deals by person and stage"),
    _("Where each one's deals stand still."),
    "pipeline.Opportunity",
    ["owner"],
    ["sum:amount"],
    across="stage",
    filters={"stage__kind": ["open"]},
    chart="stacked",
)
shelve(
    "pipeline",
    "pipeline-close",
    _("Open deals by expected month"),
    _("What should be won when."),
    "pipeline.Opportunity",
    ["expected_on@month"],
    ["count", "sum:amount"],
    filters={"stage__kind": ["open"]},
    chart="bar",
)
shelve(
    "pipeline",
    "pipeline-lost",
    _("Reasons for losing"),
    _("Deals lost in the last year by reason."),
    "pipeline.Opportunity",
    ["loss_reason"],
    ["count", "sum:amount"],
    on="lost_on",
    span="365d",
    chart="ring",
)
shelve(
    "pipeline",
    "pipeline-lost-people",
    _("Reasons for losing by person"),
    _("Whether everybody loses for the same reason."),
    "pipeline.Opportunity",
    ["owner"],
    ["count"],
    across="loss_reason",
    on="lost_on",
    span="365d",
    chart="stacked",
)
shelve(
    "pipeline",
    "pipeline-source",
    _("Deals won by source"),
    _("Which sources bring money."),
    "pipeline.Opportunity",
    ["source"],
    ["count", "sum:amount", "avg:amount"],
    on="won_on",
    span="365d",
    chart="pie",
)
shelve(
    "pipeline",
    "leads-source",
    _("Leads by source and state"),
    _("What comes in and what becomes of it."),
    "leads.Lead",
    ["source"],
    ["count"],
    across="status",
    on="created_at",
    span="365d",
    chart="stacked",
)
over_time(
    "leads-speed",
    _("Leads answered in time"),
    ["leads.created_count", "leads.in_time_rate"],
    _("How many came and how fast they were answered."),
    shelf="pipeline",
    chart="bar",
)
