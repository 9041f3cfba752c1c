"""What a leader and a person have before them in a one-on-one: how far her targets are reached, her deals, what she did. Each sees what she may see."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import base_currency
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.choices import Kind
from kaituo.foundation.metrics.measure import MEASURES, Measure
from kaituo.foundation.metrics.reports import Question, total
from kaituo.foundation.screens.parts import Panel
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.models import Target
from kaituo.team.meetings.models import Meeting

MONTHLY = (
    "orders.booked_revenue",
    "pipeline.won_amount",
    "pipeline.created_count",
    "activities.contact_count",
    "activities.meeting_count",
    "tasks.done_count",
)
STANDING = "pipeline.open_amount"
TARGETS = 6


@dataclass(frozen=True)
class Figure:
    measure: Measure
    value: Decimal | None
    before: Decimal | None = None


class FiguresOfPerson(Panel):
    on = "meetings.Meeting"
    template = "home/parts/talk.html"
    title = _("Her numbers")
    is_first = True

    def context(self, row: Meeting, user: User) -> dict | None:
        if not row.is_one_on_one or row.person is None:
            return None
        month = Period.containing(min(timezone.localdate(row.starts_at), timezone.localdate()), PeriodKind.MONTH)
        targets = visible(user, Target.objects.in_force().for_period(month)).filter(person=row.person)
        figures = [_of(name, row.person, month, user) for name in MONTHLY if name in MEASURES]
        standing = total(STANDING, Question(people=(row.person_id,)), by=user)
        figures.append(Figure(MEASURES[STANDING], standing))
        return {"targets": fill(targets[:TARGETS]), "figures": figures, "month": month, "person": row.person, "currency": base_currency()}


def _of(name: str, person: User, month: Period, user: User) -> Figure:
    """This month, beside the month before where it is counted by days."""
    measure, before = MEASURES[name], month.previous()
    now = total(name, Question(month.start, month.end, people=(person.pk,)), by=user)
    then = total(name, Question(before.start, before.end, people=(person.pk,)), by=user) if measure.kind == Kind.FLOW else None
    return Figure(measure, now, then)
