"""What an answer is begun from: what the person did, as the events say it, and what she planned, as upper areas tell it here."""

from collections.abc import Callable

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.spans import begins

from .choices import Draft
from .models import ReportQuestion
from .saying import said_by_figures

MOST = 30
UNTOLD = ("record.changed", "record.exported", "record.field_revealed", "record.tagged", "record.untagged", "record.commented", "record.line_removed")
"""Facts that say nothing of a day's work by themselves."""
SOURCES: list[Callable[[User, Period], list[str]]] = []


def tells_plans(source: Callable[[User, Period], list[str]]) -> Callable[[User, Period], list[str]]:
    """Put on the shelf who tells what a person has planned for a span."""
    SOURCES.append(source)
    return source


def drafted(question: ReportQuestion, person: User, period: Period, following: Period) -> str:
    """Lines to mend, one thing each."""
    begun = {
        Draft.DONE: lambda: done(person, period),
        Draft.PLANNED: lambda: planned(person, following),
        Draft.FIGURES: lambda: said_by_figures(question.template, period, person),
    }
    lines = begun.get(Draft(question.draft), list)()
    return "\n".join(f"- {line}" for line in lines)


def done(person: User, period: Period) -> list[str]:
    """The sentences of what she did, without her name; the same deed to many records is said once each."""
    events = Event.objects.filter(actor=person, at__gte=begins(period.start), at__lt=begins(period.end))
    found = events.exclude(name__in=UNTOLD).exclude(name__startswith="worklogs.").select_related("actor").order_by("pk")[: MOST * 2]
    lines = [event.sentence.replace(str(event.actor), "", 1).strip(" ：:") for event in found]
    return list(dict.fromkeys(lines))[:MOST]


def planned(person: User, period: Period) -> list[str]:
    return [line for source in SOURCES for line in source(person, period)][:MOST]
