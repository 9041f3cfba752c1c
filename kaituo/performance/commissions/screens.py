"""The screens of commissions."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.metrics.uses import Use, register_use
from kaituo.foundation.screens.columns import Badge, Column, Columns, Money
from kaituo.foundation.screens.parts import Facts, Page, Papers, Related, Timeline
from kaituo.foundation.screens.screen import Screen, url_of

from .actions import calculating, plans, runs, simulating, statements
from .choices import DISPUTE_TONES, PLAN_TONES, RUN_TONES, STATEMENT_TONES
from .forms import PayRulesForm, PlanForm, RunForm
from .models import Component, Dispute, PayRules, Plan, PlanAssignment, PlanTerms, Run, RunProblem, Statement
from .parts import ComponentContract, DisputedLine, PlanTermsPart, RunTotals, StatementLines, StatementTotals, TermsContract
from .paycolumns import chosen


class StatementScreen(Screen):
    model = Statement
    group, icon, order = "performance", "receipt", 30
    table = Columns("payee", "run", Money("total", label=_("Total")), Badge("state", tones=STATEMENT_TONES), "confirmed_at")
    filters = ("run", "payee", "team", "state")
    page = Page(
        StatementTotals(),
        StatementLines(),
        Related("disputes", "line_text", "reason", "due_on", Badge("state", tones=DISPUTE_TONES), "answer", "answered_by"),
        beside=(Papers("commissions-paper"), Timeline()),
    )
    buttons = (statements.confirm, statements.dispute)
    forward = (statements.confirm,)
    teaches = _("A statement appears here when a commission run has been calculated.")


class RunScreen(Screen):
    model = Run
    slug = "commission-runs"
    group, icon, order = "performance", "report-money", 40
    table = Columns(
        "number",
        Column("period", label=_("Period")),
        "plan",
        Money("total", label=_("Total")),
        "payee_count",
        Badge("state", tones=RUN_TONES),
        "calculated_by",
        "approved_by",
        "paid_on",
    )
    filters = ("state", "plan", "starts_on")
    form = RunForm
    page = Page(
        RunTotals(),
        Related("statements", "payee", Money("total", label=_("Total")), Badge("state", tones=STATEMENT_TONES)),
        Facts(
            "number",
            Column("period", label=_("Period")),
            "plan",
            "currency",
            "calculated_by",
            "calculated_at",
            "approved_by",
            "approved_at",
            "locked_by",
            "locked_at",
            "paid_on",
        ),
        beside=(Timeline(),),
    )
    buttons = (
        runs.use_new,
        runs.keep_old,
        calculating.calculate,
        calculating.begin_calculation,
        calculating.resume_calculation,
        calculating.cancel_calculation,
        runs.review,
        runs.approve,
        runs.lock,
        runs.pay,
        runs.reopen,
    )
    forward = (
        runs.use_new,
        runs.pay,
        runs.lock,
        runs.approve,
        runs.review,
        calculating.resume_calculation,
        calculating.calculate,
        calculating.begin_calculation,
    )
    teaches = _("Begin a run for the month that is over: calculate, review, have it approved, pay.")


class RunProblemScreen(Screen):
    model = RunProblem
    slug = "commission-problems"
    table = Columns("run", "payee", "component", "code", "source", "waived_by", "reason")
    filters = ("run", "payee")
    page = Page(Facts("run", "payee", "component", "code", "source", "waived_at", "waived_by", "reason"), beside=(Timeline(),))
    buttons = (runs.waive,)
    bulk = (runs.waive,)


class DisputeScreen(Screen):
    model = Dispute
    slug = "commission-disputes"
    group, icon, order = "performance", "alert-triangle", 50
    table = Columns("payee", "statement", "line_text", "reason", "due_on", Badge("state", tones=DISPUTE_TONES), "answered_by")
    filters = ("state", "payee", "team", "due_on")
    page = Page(
        Facts(
            "payee",
            "statement",
            "line_text",
            "reason",
            "due_on",
            Badge("state", tones=DISPUTE_TONES),
            "opinion",
            "forwarded_by",
            "answer",
            "answered_by",
            Money("amount", label=_("Adjustment")),
            "settled_in",
        ),
        DisputedLine(),
        beside=(Timeline(),),
    )
    buttons = (statements.forward, statements.accept, statements.refuse)
    forward = (statements.forward, statements.accept)


class FileColumns(Column):
    """The columns of the pay file by name; where nobody chose, the usual ones."""

    def text(self, row: PayRules, value: list[str]) -> str:
        return " · ".join(str(column.label) for column in chosen(row.columns))


class PayRulesScreen(Screen):
    model = PayRules
    slug = "commission-pay-rules"
    group, icon, order = "performance", "adjustments", 70
    table = Columns(FileColumns("columns"), "objection_days", "answer_days", "pays_after_leaving")
    form = PayRulesForm
    page = Page(Facts(FileColumns("columns"), "objection_days", "answer_days", "pays_after_leaving"), beside=(Timeline(),))


class PlanScreen(Screen):
    model = Plan
    slug = "commission-plans"
    group, icon, order = "performance", "percentage", 60
    table = Columns("name", "currency", Badge("state", tones=PLAN_TONES), "updated_at")
    filters = ("state", "currency")
    finds = ("name",)
    form = PlanForm
    page = Page(
        Facts("currency", Badge("state", tones=PLAN_TONES), "pay_every", "note"),
        PlanTermsPart(),
        Related("assignments", "person", "starts_on", "ends_on", "weight", Money("target_amount", currency="plan__currency")),
        beside=(Timeline(),),
    )
    buttons = (plans.release, plans.assign, plans.revise, simulating.simulate_plan)
    forward = (plans.release,)
    teaches = _("A plan says which measure earns at which rate. Give it terms, components with bands, people; then release it.")


class TermsScreen(Screen):
    model = PlanTerms
    slug = "commission-terms"
    table = Columns("plan", "starts_on", "ends_on", "released_at")
    filters = ("plan",)
    fields = ("starts_on", "ends_on")
    page = Page(
        Facts("plan", "starts_on", "ends_on", "released_at"),
        TermsContract(),
        Related("components", "name", "kind", Column("measure_label", label=_("Measure"))),
        beside=(Timeline(),),
    )


class ComponentScreen(Screen):
    """Written through the editor of its version, which knows the whole document."""

    model = Component
    slug = "commission-components"
    table = Columns("name", "terms", "kind", Column("measure_label", label=_("Measure")))
    filters = ("terms", "kind")
    page = Page(Facts("terms", "kind", Column("measure_label", label=_("Measure"))), ComponentContract(), beside=(Timeline(),))


class AssignmentScreen(Screen):
    model = PlanAssignment
    slug = "commission-assignments"
    table = Columns("person", "plan", "starts_on", "ends_on", Money("target_amount", currency="plan__currency"))
    filters = ("plan", "person")
    page = Page(Facts("person", "plan", "starts_on", "ends_on", Money("target_amount", currency="plan__currency")), beside=(Timeline(),))
    buttons = (plans.end_assignment,)


def _plans_on(name: str, user: User) -> list[Use]:
    """Where a measure is used: the released plans that one may see."""
    plans = [plan for plan in visible(user, Plan.objects.active()) if name in plan.released_measures] if may(user, VIEW, Plan) else []
    return [Use(Plan._meta.verbose_name, str(plan), url_of(plan)) for plan in plans]


register_use(_plans_on)
