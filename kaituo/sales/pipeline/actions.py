"""The verbs of the pipeline: moves of a deal, its end, who answers for it; and the forecast from rep to manager."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import REQUIRABLE, ForecastStatus, StageKind
from .forms import AdjustForecastForm, AdvanceForm, LoseForm, ReassignForm, SubmitForecastForm, WinForm
from .models import Competitor, ForecastAdjustment, ForecastSubmission, LossReason, Opportunity, Rival, Stage, StageChange


@action(label=gettext_lazy("Move"), says=events.OPPORTUNITY_ADVANCED, form=AdvanceForm, when="is_open", icon="arrow-right")
def advance(opportunity: Opportunity, *, by: User, stage: Stage) -> None:
    """To another open stage, as the present one allows and the new one demands."""
    if not stage.is_open:
        raise Refused(_("Use “Win” or “Lose” to close a deal."), field="stage")
    if stage.pk == opportunity.stage_id:
        raise Refused(_("%(record)s is in this stage already.") % {"record": opportunity}, field="stage")
    if not opportunity.stage.allows(stage):
        raise Refused(_("From “%(here)s” a deal cannot move to “%(there)s”.") % {"here": opportunity.stage, "there": stage}, field="stage")
    _demand_filled(opportunity, stage, field="stage")
    _enter(opportunity, stage, by)


@action(label=gettext_lazy("Win"), says=events.OPPORTUNITY_WON, form=WinForm, when="is_open", icon="trophy")
def win(opportunity: Opportunity, *, by: User, won_on: date | None = None) -> None:
    day = _past(won_on, "won_on")
    stage = opportunity.pipeline.closing_stage(StageKind.WON)
    _demand_filled(opportunity, stage)
    opportunity.won_on = day
    _enter(opportunity, stage, by)


@action(label=gettext_lazy("Lose"), says=events.OPPORTUNITY_LOST, form=LoseForm, when="is_open", icon="circle-x")
def lose(opportunity: Opportunity, *, by: User, reason: LossReason, lost_on: date | None = None, to: Competitor | None = None) -> None:
    """`to` names the competitor who won; it is added to the deal's rivals."""
    opportunity.lost_on = _past(lost_on, "lost_on")
    opportunity.loss_reason = reason
    _enter(opportunity, opportunity.pipeline.closing_stage(StageKind.LOST), by)
    if to is not None and not opportunity.rivals.filter(competitor=to).exists():
        records.create(Rival(opportunity=opportunity, competitor=to, note=_("Won the deal")), by=User.objects.system())


@action(label=gettext_lazy("Reopen"), says=events.OPPORTUNITY_REOPENED, when="is_closed", icon="arrow-back-up")
def reopen(opportunity: Opportunity, *, by: User) -> None:
    """Back into the open stage it was closed from."""
    last = opportunity.stage_changes.filter(from_stage__kind=StageKind.OPEN, from_stage__archived_at__isnull=True).first()
    opportunity.won_on = opportunity.lost_on = opportunity.loss_reason = None
    _enter(opportunity, last.from_stage if last else opportunity.pipeline.first_stage(), by)


@action(label=gettext_lazy("Reassign"), says=events.OPPORTUNITY_REASSIGNED, form=ReassignForm, when="is_active", icon="arrows-exchange")
def reassign(opportunity: Opportunity, *, by: User, to: User) -> None:
    """Make another person responsible; stage, history and what was counted before stay."""
    if opportunity.owner_id == to.pk:
        raise Refused(_("%(person)s is responsible for %(record)s already.") % {"person": to, "record": opportunity}, field="to")
    opportunity.owner = to
    opportunity.save(update_fields=["owner"])


@action(label=gettext_lazy("Submit"), says=events.FORECAST_SUBMITTED, form=SubmitForecastForm, when="may_be_submitted", icon="send")
def submit_forecast(
    submission: ForecastSubmission, *, by: User, commit_amount: Decimal, best_case_amount: Decimal | None = None, note: str = ""
) -> None:
    """The rep's own word; may be said again until it is approved."""
    if best_case_amount is not None and best_case_amount < commit_amount:
        raise Refused(_("The best case includes what is committed; it cannot be less."), field="best_case_amount")
    submission.commit_amount, submission.best_case_amount, submission.note = commit_amount, best_case_amount, note
    submission.status, submission.submitted_at = ForecastStatus.SUBMITTED, clock.now()
    submission.save()


@action(label=gettext_lazy("Adjust"), says=events.FORECAST_ADJUSTED, form=AdjustForecastForm, when="is_submitted", icon="adjustments")
def adjust_forecast(
    submission: ForecastSubmission, *, by: User, commit_amount: Decimal, reason: str, best_case_amount: Decimal | None = None
) -> None:
    """The manager's number lies over the rep's and replaces nothing."""
    _refuse_own(submission, by)
    adjustment = ForecastAdjustment(submission=submission, commit_amount=commit_amount, best_case_amount=best_case_amount, reason=reason, made_by=by)
    records.create(adjustment, by=User.objects.system())


@action(label=gettext_lazy("Approve"), says=events.FORECAST_APPROVED, when="is_submitted", icon="check")
def approve_forecast(submission: ForecastSubmission, *, by: User) -> None:
    _refuse_own(submission, by)
    submission.status, submission.approved_at, submission.approved_by = ForecastStatus.APPROVED, clock.now(), by
    submission.save(update_fields=["status", "approved_at", "approved_by"])


def forecast_of(person: User, period: str, *, by: User) -> ForecastSubmission:
    """The person's forecast of a period, begun if there is none yet."""
    found = ForecastSubmission.objects.filter(owner=person, period=period).first()
    return found or records.create(ForecastSubmission(owner=person, period=period), by=by)


def _refuse_own(submission: ForecastSubmission, by: User) -> None:
    if submission.owner_id == by.pk:
        raise Refused(_("Nobody judges her own forecast."))


def _past(day: date | None, field: str) -> date:
    today = clock.today()
    if day is not None and day > today:
        raise Refused(_("This day lies in the future."), field=field)
    return day or today


def _demand_filled(opportunity: Opportunity, stage: Stage, field: str | None = None) -> None:
    missing = [REQUIRABLE[name] for name in stage.required_fields if not getattr(opportunity, name)]
    if missing:
        names = "、".join(str(label) for label in missing)
        raise Refused(_("“%(stage)s” needs these fields first: %(names)s") % {"stage": stage, "names": names}, field=field)


def _enter(opportunity: Opportunity, stage: Stage, by: User) -> None:
    StageChange.objects.create(opportunity=opportunity, from_stage=opportunity.stage, to_stage=stage, by=by)
    opportunity.enter(stage, clock.now())
    opportunity.save()
