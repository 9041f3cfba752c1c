"""What people are told about commissions."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.notices.kinds import kind

READY = kind(
    "commissions.statement_ready",
    _("Your statement is ready"),
    _("Your statement %(subject)s is ready: %(total)s. Please confirm it or say what is wrong."),
    "receipt",
)
APPROVED = kind("commissions.statement_approved", _("Your statement is approved"), _("Your statement %(subject)s is approved: %(total)s"), "check")
PAID = kind(
    "commissions.statement_paid", _("Your commission is paid out"), _("Your commission of %(subject)s was paid on %(day)s: %(total)s"), "cash"
)
DISPUTED = kind(
    "commissions.dispute_opened",
    _("Objections to statements"),
    _("%(actor)s objects to a line of a statement, please answer by %(day)s: %(reason)s"),
    "alert-triangle",
)
ACCEPTED = kind(
    "commissions.dispute_accepted", _("Your objections that were accepted"), _("%(actor)s accepted your objection: %(answer)s"), "circle-check"
)
REFUSED = kind("commissions.dispute_refused", _("Your objections that were refused"), _("%(actor)s refused your objection: %(answer)s"), "circle-x")
FORWARDED = kind(
    "commissions.dispute_forwarded",
    _("Objections for finance to decide"),
    _("%(actor)s passes on an objection to a statement, please decide by %(day)s: %(reason)s"),
    "alert-triangle",
)
PASSED_ON = kind(
    "commissions.dispute_passed_on",
    _("Your objections that went on to finance"),
    _("%(actor)s passed your objection on to finance, who decide by %(day)s"),
    "send",
)
TEAM_ACCEPTED = kind(
    "commissions.team_dispute_accepted",
    _("Objections of your people that were accepted"),
    _("%(actor)s accepted the objection of %(payee)s: %(answer)s"),
    "circle-check",
)
TEAM_REFUSED = kind(
    "commissions.team_dispute_refused",
    _("Objections of your people that were refused"),
    _("%(actor)s refused the objection of %(payee)s: %(answer)s"),
    "circle-x",
)
OVERDUE = kind(
    "commissions.dispute_overdue",
    _("Objections that should have been answered"),
    _("The objection of %(payee)s should have been answered by %(day)s: %(reason)s"),
    "alert-triangle",
    is_reminder=True,
)
CALCULATED = kind("commissions.run_calculated", _("Commission runs are calculated"), _("The run %(subject)s is calculated"), "calculator")
NOT_CALCULATED = kind(
    "commissions.run_not_calculated",
    _("Commission runs could not be calculated"),
    _("The run %(subject)s could not be calculated: %(reason)s"),
    "alert-triangle",
)
SIMULATED = kind(
    "commissions.plan_simulated", _("Simulations of plans are through"), _("The simulation of %(subject)s in %(period)s is through"), "chart-bar"
)
