"""What holds for one calculation: the document of a plan, who is on it, which pay periods a run pays, and from when on credit must be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kaituo.foundation.kernel.period import Period

from .documents import document_to_pay, document_to_try
from .engine.columns.calendar import Calendar
from .engine.plan import document
from .engine.plan.checks.measures import measures_of
from .engine.plan.components import Commission
from .engine.plan.components import Component as Rule
from .engine.plan.limits import Hold
from .engine.plan.words import CapSpan, Window
from .models import Component, Plan, PlanAssignment, PlanTerms


@dataclass
class Terms:
    """What holds for one plan in one calculation."""

    plan: Plan
    versions: list[PlanTerms]
    assignments: list[PlanAssignment]
    always: bool = False
    """A simulation: the last version is taken as in force all the time, for whoever is on the plan at any time."""

    @cached_property
    def document(self) -> document.Plan:
        if self.always:
            return document_to_try(self.plan, next(iter(self.versions), None), self.payees)
        return document_to_pay(self.plan, self.versions, self.assignments)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.document)

    @property
    def components(self) -> list[Component]:
        return [component for version in self.versions for component in version.components.all()]

    @property
    def rules(self) -> Iterator[Rule]:
        """Every component of every version, as the document has it."""
        return (component for terms in self.document.terms for component in terms.components)

    @property
    def measures(self) -> set[str]:
        return measures_of(self.document)

    @property
    def payees(self) -> set[int]:
        return {assignment.person_id for assignment in self.assignments}

    def component_on(self, key: str, day: date) -> Component | None:
        """The version of a component that holds on a day; of a rule that holds on other days only, the last one."""
        named = [each for each in self.components if each.key == key]
        held = [each for each in named if self.always or day in each.terms.span]
        return next(iter([*held, *reversed(named)]), None)

    def rule_of(self, component: Component) -> Rule | None:
        at = 0 if self.always else [version.pk for version in self.versions].index(component.terms_id)
        return next((each for each in self.document.terms[at].components if each.key == component.key), None)

    def covers(self, payee: int, day: date) -> bool:
        return any(self.always or day in span for span in self._spans.get(payee, ()))

    @cached_property
    def _spans(self) -> dict[int, list[Period]]:
        """When each person is on the plan; asked for every credit."""
        found: dict[int, list[Period]] = {}
        for assignment in self.assignments:
            found.setdefault(assignment.person_id, []).append(assignment.span)
        return found

    def paid_periods(self, run: Period) -> list[Period]:
        """A run pays the pay periods that end in it: of a plan by the quarter nothing in January, three months' credit in March."""
        starts = self.calendar.periods(run.start, run.last_day)
        found = [Period(start, self.calendar.period_end(start)) for start in starts]
        return [each for each in found if each.end <= run.end]

    def read_from(self, day: date) -> date:
        """Where the longest span that holds the day begins: from there credit must be read."""
        spans = {rule.reset for rule in self.rules} | {Window(cap.per) for cap in self._caps() if cap.per not in (CapSpan.LINE, CapSpan.PERIOD)}
        held = max((rule.release.days for rule in self.rules if isinstance(rule, Commission) and isinstance(rule.release, Hold)), default=0)
        days = [day - timedelta(days=held), day]
        starts = [self.calendar.window(each, span) for each in days for span in {*spans, Window.PAY_PERIOD}]
        return min(start for start in [*starts, *days] if start)

    def _caps(self) -> Iterator:
        for terms in self.document.terms:
            yield from (*terms.caps, *(cap for component in terms.components for cap in component.caps))


def terms_of(plan: Plan, period: Period) -> Terms:
    """The released terms of a plan, and who is on it on some day that matters."""
    versions = plan.terms.filter(released_at__isnull=False).prefetch_related("components__terms")
    return Terms(plan, list(versions), list(plan.assignments.active().select_related("person")))


def draft_terms_of(plan: Plan) -> Terms:
    """The last terms, released or not, as if they had always held."""
    versions = list(plan.terms.active().prefetch_related("components__terms"))[-1:]
    return Terms(plan, versions, list(plan.assignments.active()), always=True)
