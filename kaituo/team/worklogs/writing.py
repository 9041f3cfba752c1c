"""The page on which a report is written: which of the person's reports, of which span, with what begun for her."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period

from . import rhythm
from .deadlines import deadline_of
from .figures import Figure, live_figures, teams_led
from .forms import AnswersForm
from .material import drafted
from .models import ReportQuestion, ReportTemplate, Worklog
from .people import templates_of


@dataclass
class Desk:
    """What lies before the writer. `worklog` is None until something was kept."""

    templates: list[ReportTemplate]
    template: ReportTemplate
    period: Period
    earlier: Period
    later: Period | None
    worklog: Worklog | None
    questions: list[ReportQuestion]
    due_at: datetime
    person: User

    @property
    def figures(self) -> list[Figure]:
        return live_figures(self.template, self.period, self.person, self.person)

    @property
    def led(self) -> list[int]:
        return teams_led(self.person, self.period)

    def form(self, data=None) -> AnswersForm:
        return AnswersForm(self.questions, data, initial=self.kept or self.begun())

    @property
    def kept(self) -> dict[str, str]:
        return self.worklog.answers if self.worklog else {}

    def begun(self) -> dict[str, str]:
        following = rhythm.after(self.template.rhythm, self.period, work_calendar())
        return {str(each.pk): drafted(each, self.person, self.period, following) for each in self.questions}


def desk(person: User, template: int | None, day: date | None) -> Desk | None:
    """None for whoever owes no report, and for a report that is not hers."""
    today, calendar = timezone.localdate(), work_calendar()
    templates = templates_of(person, today)
    chosen = next((each for each in templates if template in (None, each.pk)), None)
    if chosen is None:
        return None
    period = rhythm.period_of(chosen.rhythm, min(day, today)) if day else rhythm.latest(chosen.rhythm, today, calendar)
    later = rhythm.after(chosen.rhythm, period, calendar)
    kept = Worklog.objects.active().filter(template=chosen, owner=person, starts_on=period.start).select_related("template", "owner").first()
    questions = list(chosen.questions.active())
    due = deadline_of(chosen, period, person, calendar)
    return Desk(
        templates,
        chosen,
        period,
        rhythm.before(chosen.rhythm, period, calendar),
        later if later.start <= today else None,
        kept,
        questions,
        due,
        person,
    )
