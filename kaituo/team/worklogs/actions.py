"""The verbs of work reports: hand in, read, return."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.refusals import Refused
from kaituo.foundation.records.verbs import action

from . import events
from .choices import ReportState
from .deadlines import deadline
from .figures import figures_of
from .forms import ReturnForm
from .models import Reading, ReportTemplate, Worklog


def begin(template: ReportTemplate, period: Period, *, by: User) -> Worklog:
    """The person's own report of the span, begun if there is none yet."""
    if period.start > clock.today():
        raise Refused(_("This span has not begun yet."))
    found = Worklog.objects.filter(template=template, owner=by, starts_on=period.start).first()
    row = Worklog(template=template, owner=by, starts_on=period.start, ends_on=period.end)
    return found or records.create(row, by=by, says=events.WORKLOG_BEGUN)


@action(label=gettext_lazy("Hand in"), says=events.WORKLOG_HANDED_IN, when="is_active", icon="send")
def hand_in(worklog: Worklog, *, by: User, answers: dict[str, str]) -> None:
    """Once more overwrites what was said before; its figures are those of now. What came late stays late."""
    for question in worklog.template.questions.active():
        if question.is_required and not answers.get(str(question.pk), "").strip():
            raise Refused(_("“%(question)s” must be answered.") % {"question": question.label}, field=f"answer_{question.pk}")
    _write(worklog, answers)
    worklog.figures = figures_of(worklog, by)
    if worklog.handed_in_at is None:
        worklog.handed_in_at = clock.now()
        worklog.is_late = worklog.handed_in_at > deadline(worklog)
    worklog.state = ReportState.HANDED_IN
    worklog.save()


def save_draft(worklog: Worklog, answers: dict[str, str], *, by: User) -> Worklog:
    """Kept as far as it is written."""
    values = {"answers": _kept(worklog, answers), "text": _text(answers)}
    return records.change(worklog, values, by=by)


@action(label=gettext_lazy("Mark as read"), says=events.WORKLOG_READ, when="is_handed_in", icon="eye")
def read(worklog: Worklog, *, by: User) -> None:
    if worklog.owner_id != by.pk:
        Reading.objects.get_or_create(worklog=worklog, reader=by, defaults={"at": clock.now()})


@action(label=gettext_lazy("Return"), says=events.WORKLOG_RETURNED, form=ReturnForm, allow="read", when="is_handed_in", icon="arrow-back-up")
def send_back(worklog: Worklog, *, by: User, reason: str) -> None:
    """It says too little; the person writes it again."""
    if worklog.owner_id == by.pk:
        raise Refused(_("Nobody returns her own report."))
    worklog.state = ReportState.RETURNED
    worklog.save(update_fields=["state"])


def _write(worklog: Worklog, answers: dict[str, str]) -> None:
    worklog.answers, worklog.text = _kept(worklog, answers), _text(answers)


def _kept(worklog: Worklog, answers: dict[str, str]) -> dict[str, str]:
    known = {str(question.pk) for question in worklog.template.questions.active()}
    return {key: text.strip() for key, text in answers.items() if key in known}


def _text(answers: dict[str, str]) -> str:
    return "\n".join(text.strip() for text in answers.values() if text.strip())
