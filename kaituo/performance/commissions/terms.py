"""What holds for one calculation: the terms of a plan, who is on it, its faults, and the targets per window. As a document: `documents.py`."""

from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.calc.problems import Problem
from kaituo.foundation.calc.rates import Band, Edge, RateKind, RateTable
from kaituo.foundation.kernel.currency import currency
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.kernel.rounding import round_half_up
from kaituo.foundation.metrics.choices import Unit
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.performance.goals.models import Target

from .cash import SOURCES
from .choices import BandUnit, Release
from .models import Component, Plan, PlanAssignment, PlanTerms

HIGHEST_PER_PIECE = Decimal(1_000_000)


@dataclass
class Terms:
    """What holds for one plan in one calculation."""

    plan: Plan
    versions: list[PlanTerms]
    assignments: list[PlanAssignment]
    always: bool = False
    """A simulation: the last version is taken as in force all the time, for whoever is on the plan at any time."""

    @property
    def components(self) -> list[Component]:
        return [component for version in self.versions for component in version.components.all() if component.is_active or version.is_released]

    @property
    def measures(self) -> set[str]:
        return {component.measure for component in self.components}

    @property
    def payees(self) -> set[int]:
        return {assignment.person_id for assignment in self.assignments}

    def span_of(self, version: PlanTerms) -> Period | None:
        return None if self.always else version.span

    def component_on(self, code: str, day) -> Component | None:
        """The version of a component that holds on a day."""
        return next((each for each in self.components if each.code == code and (self.always or day in each.terms.span)), None)

    def covers(self, payee: int, day) -> bool:
        return self.always or any(each.person_id == payee and day in each.span for each in self.assignments)

    def window_start(self, day):
        """Where the longest window that holds the day begins: from there credit must be read."""
        return min(Period.containing(day, PeriodKind(component.reset)).start for component in self.components)


def terms_of(plan: Plan, period: Period) -> Terms:
    """The released terms of a plan, and who is on it on some day that matters."""
    versions = plan.terms.filter(released_at__isnull=False).prefetch_related("components__bands", "components__terms")
    return Terms(plan, list(versions), list(plan.assignments.active().select_related("person")))


def draft_terms_of(plan: Plan) -> Terms:
    """The last terms, released or not, as if they had always held."""
    versions = list(plan.terms.active().prefetch_related("components__bands", "components__terms"))[-1:]
    return Terms(plan, versions, list(plan.assignments.active()), always=True)


def rate_table(component: Component, scale: Decimal) -> RateTable:
    """With its borders multiplied by `scale`."""
    bands = tuple(Band(band.lower * scale, None if band.upper is None else band.upper * scale, band.rate) for band in component.bands.all())
    known = MEASURES.get(component.measure)
    highest = Decimal(1) if known is None or known.unit == Unit.MONEY else HIGHEST_PER_PIECE
    return RateTable(bands, RateKind(component.tiers), Edge(component.edge), highest_rate=highest)


def scale_of(component: Component, code: str) -> Decimal:
    """From what people enter to what the engine takes: minor units, but shares of a target as they are."""
    return Decimal(10) ** currency(code).minor_digits if component.unit == BandUnit.AMOUNT else Decimal(1)


def faults_of(component: Component, code: str) -> list[Problem]:
    """Everything wrong with one component: its bands, its measure, its cash."""
    faults = rate_table(component, Decimal(1)).validate()
    if component.unit == BandUnit.AMOUNT:
        faults += _unfit_borders(component, code)
    if component.measure not in MEASURES:
        faults.append(Problem("commission.unknown_measure", component.name, {"measure": component.measure}))
    if component.release == Release.CASH and component.measure not in SOURCES:
        faults.append(Problem("commission.no_cash_source", component.name))
    return faults


def _unfit_borders(component: Component, code: str) -> list[Problem]:
    scale = scale_of(component, code)
    bands = list(enumerate(component.bands.all(), 1))
    return [Problem("rates.edge_not_whole", f"band {number}", {"lower": band.lower}) for number, band in bands if band.lower * scale % 1]


def faults_of_terms(terms: PlanTerms) -> list[tuple[str, Problem]]:
    """(component, fault) of every component; terms without any are a fault too."""
    components = list(terms.components.active().prefetch_related("bands"))
    if not components:
        return [("", Problem("commission.no_component"))]
    return [(component.name, fault) for component in components for fault in faults_of(component, terms.plan.currency)]


def targets_of(terms: Terms, component: Component, period: Period) -> dict[tuple[str, str], int]:
    """Minor units by payee and window: those set in goals, then those agreed with the assignment, which go first."""
    kind = PeriodKind(component.reset)
    digits = currency(terms.plan.currency).minor_digits
    rows = Target.objects.in_force().filter(measure=component.measure, kind=kind, person__in=terms.payees)
    rows = rows.filter(starts_on__lt=period.end, ends_on__gt=period.start).values_list("person_id", "starts_on", "goal_amount")
    found = {(str(person), Period.label_of(start, kind)): _minor(amount, digits) for person, start, amount in rows}
    for assignment in terms.assignments:
        span = assignment.span.intersect(period) if not terms.always else period
        if assignment.target_amount is not None and span:
            labels = [Period.label_of(piece.start, kind) for piece in span.split(kind)]
            found |= {(str(assignment.person_id), label): _minor(assignment.target_amount, digits) for label in labels}
    return found


def _minor(amount: Decimal, digits: int) -> int:
    return int(round_half_up(amount.scaleb(digits), 0))
