"""A plan: check the causes, answer them, sign, hold check-ins, state the outcome."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from .. import events
from ..choices import Moment, Outcome, PlanState
from ..figures import Background, Stand, standing_of
from ..forms import CauseAnswerForm, CheckInForm, HandOverForm, OutcomeForm, SignForm, TakeBackForm
from ..models import CauseCheck, CheckIn, ImprovementPlan, Signature

EVERY = 30
STATES = {Outcome.MET: PlanState.MET, Outcome.NOT_MET: PlanState.NOT_MET, Outcome.ENDED: PlanState.ENDED}


@action(label=gettext_lazy("Check the causes"), says=events.CAUSES_CHECKED, allow="change", when="is_draft", icon="search")
def check_causes(plan: ImprovementPlan, *, by: User) -> None:
    """Look first whether the gap is a matter for a plan at all, and whether the targets are fair. Answers given before stay."""
    background = Background(plan, clock.today())
    if not background.targets:
        raise Refused(_("Name at least one target, so that the gap has a figure."))
    for target in background.targets:
        target.baseline = background.value(target.measure, plan.person_id)
        target.peers_count, target.peers_failing = len(background.peers), background.failing(target)
        target.save(update_fields=["baseline", "peers_count", "peers_failing"])
    for found in background.causes():
        values = {"speaks": found.speaks, "value": found.value, "beside": found.beside}
        CauseCheck.objects.update_or_create(plan=plan, cause=found.cause, defaults=values)


@action(
    label=pgettext_lazy("cause", "Answer"),
    says=events.CAUSE_ANSWERED,
    allow="change",
    form=CauseAnswerForm,
    when="is_answerable",
    icon="message",
)
def answer_cause(cause: CauseCheck, *, by: User, answer: str) -> None:
    cause.answer = answer
    cause.save(update_fields=["answer"])


@action(label=gettext_lazy("Sign"), says=events.PLAN_SIGNED, form=SignForm, when="is_signable", icon="writing")
def sign(plan: ImprovementPlan, *, by: User, note: str = "") -> None:
    """First whoever leads the plan, then the person; with the second signature it begins. Its outcome is signed by both, too."""
    if by.pk not in (plan.person_id, plan.leader_id):
        raise PermissionDenied(_("Only %(person)s and %(leader)s sign this plan.") % {"person": plan.person, "leader": plan.leader})
    moment = Moment.OUTCOME if plan.is_over else Moment.AGREEMENT
    if plan.signatures.filter(person=by, moment=moment).exists():
        raise Refused(_("You have signed already; the other signature is missing."))
    if plan.state == PlanState.DRAFT:
        _offer(plan)
    elif plan.state == PlanState.OFFERED:
        _begin(plan)
    Signature.objects.create(plan=plan, person=by, moment=moment, signed_at=clock.now(), note=note, created_by=by)


@action(
    label=gettext_lazy("Take the offer back"),
    says=events.PLAN_TAKEN_BACK,
    allow="end",
    form=TakeBackForm,
    when="is_offered",
    icon="arrow-back-up",
    danger=True,
)
def take_back(plan: ImprovementPlan, *, by: User, because: str) -> None:
    """To change it before the person signs, or to put it away: a draft again, which whoever leads it signs anew."""
    _withdraw(plan)


@action(label=gettext_lazy("Hand the plan over"), says=events.PLAN_HANDED_OVER, allow="end", form=HandOverForm, when="is_live", icon="user-share")
def hand_over(plan: ImprovementPlan, *, by: User, leader: User, because: str) -> None:
    """Whoever led it left or leads elsewhere. What both signed holds; what was only offered is read and signed by the new one first."""
    if leader.pk in (plan.person_id, plan.leader_id) or not leader.is_active:
        raise Refused(_("Choose somebody else who is here: neither the person of the plan nor whoever leads it now."), field="leader")
    if plan.is_offered:
        _withdraw(plan)
    plan.leader = leader
    plan.save(update_fields=["leader"])


def _withdraw(plan: ImprovementPlan) -> None:
    plan.signatures.filter(moment=Moment.AGREEMENT).delete()
    plan.state = PlanState.DRAFT
    plan.save(update_fields=["state"])


@action(label=gettext_lazy("Hold the check-in"), says=events.CHECK_IN_HELD, allow="change", form=CheckInForm, when="is_open", icon="messages")
def hold(check_in: CheckIn, *, by: User, note: str, support_given: str) -> None:
    """Figures are drawn from the records and kept as they stand at this moment."""
    check_in.held_on, check_in.note, check_in.support_given = clock.today(), note, support_given
    check_in.figures = kept_figures(check_in.plan, clock.today())
    check_in.save(update_fields=["held_on", "note", "support_given", "figures"])


@action(label=gettext_lazy("State the outcome"), says=events.PLAN_ENDED, form=OutcomeForm, when="is_running", icon="flag")
def end(plan: ImprovementPlan, *, by: User, outcome: str, reason: str) -> None:
    """Met, not met, extended, or ended early: with its reason, and the figures of the day beside it. Each extension keeps its own."""
    today = clock.today()
    if outcome in (Outcome.MET, Outcome.NOT_MET) and today < plan.ends_on:
        raise Refused(_("The plan runs until %(day)s. End it early, or wait for its last day.") % {"day": plan.ends_on}, field="outcome")
    _refuse_against_figures(plan, outcome, today)
    plan.outcome_reason = reason
    seen = {"note": reason, "held_on": today, "figures": kept_figures(plan, today)}
    CheckIn.objects.create(plan=plan, due_on=today, created_by=by, **seen)
    if outcome == Outcome.EXTENDED:
        plan.ends_on, plan.extended_count = plan.ends_on + timedelta(days=EVERY), plan.extended_count + 1
        plan.save(update_fields=["ends_on", "extended_count", "outcome_reason"])
        _plan_check_ins(plan, [plan.ends_on])
        return
    plan.state, plan.ended_on = STATES[Outcome(outcome)], today
    plan.save(update_fields=["state", "ended_on", "outcome_reason"])
    plan.check_ins.filter(held_on=None).delete()


def kept_figures(plan: ImprovementPlan, today: date) -> list[dict[str, Any]]:
    return [_kept(each) for each in standing_of(plan, today)]


def _kept(stand: Stand) -> dict[str, Any]:
    target, value = stand.target, stand.reading.value
    return {
        "target": target.pk,
        "measure": target.measure,
        "value": None if value is None else f"{value:f}",
        "count": stand.reading.count,
        "figure": f"{target.figure:f}",
        "is_reached": stand.is_reached,
    }


def _offer(plan: ImprovementPlan) -> None:
    """Refused while a cause is not answered, or a target asks for what others do not reach without saying why."""
    causes = list(plan.causes.all())
    if not causes:
        raise Refused(_("Check the causes first: perhaps this is no plan matter."))
    unanswered = [str(each.get_cause_display()) for each in causes if each.is_unanswered]
    if unanswered:
        raise Refused(_("The figures suggest that this is no plan matter: %(causes)s. Answer that first.") % {"causes": "、".join(unanswered)})
    for target in plan.targets.all():
        if target.peers_failing is None:
            raise Refused(_("“%(target)s” is new: check the causes again.") % {"target": target})
        if target.peers_failing and not target.fair_because:
            raise Refused(
                _("“%(target)s”: %(failing)s of %(count)s engaged alike do not reach it either. Ask for less, or say in the target why it is fair.")
                % {"target": target, "failing": target.peers_failing, "count": target.peers_count}
            )
    plan.state = PlanState.OFFERED
    plan.save(update_fields=["state"])


def _begin(plan: ImprovementPlan) -> None:
    signed = set(plan.signatures.filter(moment=Moment.AGREEMENT).values_list("person_id", flat=True))
    if plan.leader_id not in signed:
        raise Refused(_("%(leader)s signs first.") % {"leader": plan.leader})
    plan.state, plan.starts_on = PlanState.RUNNING, clock.today()
    plan.ends_on = plan.starts_on + timedelta(days=plan.length)
    plan.save(update_fields=["state", "starts_on", "ends_on"])
    _plan_check_ins(plan, [plan.starts_on + timedelta(days=days) for days in range(EVERY, plan.length + 1, EVERY)])


def _plan_check_ins(plan: ImprovementPlan, days: list[date]) -> None:
    calendar = work_calendar()
    CheckIn.objects.bulk_create([CheckIn(plan=plan, due_on=calendar.on_or_after(day), created_by=plan.leader, version=1) for day in days])


def _refuse_against_figures(plan: ImprovementPlan, outcome: str, today: date) -> None:
    """An honest outcome: nobody has met what the figures say was not reached, nor missed what was reached in full."""
    stands = standing_of(plan, today)
    missed = [str(each.target) for each in stands if each.is_reached is not True]
    if outcome == Outcome.MET and missed:
        raise Refused(_("Not reached: %(targets)s. Extend the plan, or say that it was not met.") % {"targets": "、".join(missed)}, field="outcome")
    if outcome == Outcome.NOT_MET and not missed:
        raise Refused(_("Every target is reached: the plan is met."), field="outcome")
