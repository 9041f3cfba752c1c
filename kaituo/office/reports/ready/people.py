"""Ranking lists of people and teams, and trends."""

from django.utils.translation import gettext_lazy as _

from ..engine.definition import MEASURES
from .report import over_time, ranked, shelve

ranked(
    "people-booked",
    _("Ranking by orders signed"),
    ["orders.booked_revenue", "orders.order_count"],
    _("Who signed how much this month, beside last month."),
)
ranked(
    "people-target",
    _("Orders signed against target"),
    ["orders.booked_revenue"],
    _("Attainment of this month's targets by person."),
    compare="target",
)
ranked(
    "teams-target",
    _("Teams against target"),
    ["orders.booked_revenue"],
    _("Attainment of this month's targets by team."),
    by="team",
    compare="target",
)
ranked("people-received", _("Ranking by receipts"), ["receivables.received"], _("Whose customers paid how much this month."))
ranked(
    "people-won",
    _("Ranking by deals won"),
    ["pipeline.won_amount", "pipeline.won_count"],
    _("Amount and number of deals won this quarter."),
    span="quarter",
)
ranked(
    "people-new",
    _("Ranking by new customers"),
    ["orders.first_order_count"],
    _("Whose customers ordered for the first time this quarter."),
    span="quarter",
)
ranked(
    "people-visits", _("Ranking by visits"), ["visits.done_count", "visits.first_count"], _("Visits made this month, and first visits among them.")
)
ranked(
    "people-margin",
    _("Ranking by gross margin"),
    ["orders.margin", "orders.margin_rate"],
    _("What was earned, not only what was sold."),
    span="quarter",
)
ranked(
    "people-growth",
    _("Growth of people against last year"),
    ["orders.booked_revenue", "receivables.received"],
    _("This year so far beside the same days of last year."),
    span="year",
    compare="last_year",
)
ranked(
    "teams-growth",
    _("Growth of teams against last year"),
    ["orders.booked_revenue"],
    _("This year so far beside the same days of last year."),
    by="team",
    span="year",
    compare="last_year",
    chart="bar",
)
ranked(
    "people-average",
    _("Average order by person"),
    ["orders.average_order", "orders.order_count"],
    _("Large orders or many."),
    span="quarter",
    compare="peers",
)
ranked(
    "people-efficiency",
    _("Efficiency of people"),
    ["visits.done_count", "pipeline.created_count", "pipeline.won_count", "pipeline.win_rate", "orders.booked_revenue"],
    _("From visits to deals to orders, with orders signed per visit."),
    span="quarter",
    compare="",
    chart="",
    formulas=[[_("Signed per visit"), "E / A", "money"]],
)
over_time(
    "trend-booked", _("Orders signed by month"), ["orders.booked_revenue"], _("The last twelve months beside those before."), compare="last_year"
)
over_time(
    "trend-money",
    _("Signed, invoiced, received"),
    ["orders.booked_revenue", "receivables.invoiced", "receivables.received"],
    _("Three lines that should follow each other."),
)
over_time("trend-win-rate", _("Win rate by month"), ["pipeline.win_rate", "pipeline.amount_win_rate"], _("By number of deals and by amount."))
over_time("trend-margin", _("Margin rate and discount by month"), ["orders.margin_rate", "orders.discount_rate"], _("Whether growth is bought."))
shelve(
    "trends",
    "trend-teams",
    _("Orders signed by month and team"),
    _("Which team carries the year."),
    MEASURES,
    ["month"],
    ["measure:orders.booked_revenue"],
    across="team",
    span="year",
    chart="stacked",
)
