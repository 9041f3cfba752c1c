"""Many cards at once: what is known of everybody is read in a fixed number of queries, then each card is reckoned by the engine. Writes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.calendar import WorkCalendar
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.choices import FLOW
from kaituo.foundation.metrics.measure import MEASURES, Measure, parts_of
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import Reading, Readings, evaluated
from kaituo.performance.scorecards.engine.plan import Against, Indicator, Plan
from kaituo.performance.scorecards.engine.scoring import Card, Given, Scoring

from .goals import Key, targets_in
from .holders import Holder, holders_of
from .models import Judgement, TemplateVersion

RATE_DIGITS = 4
Judged = Mapping[tuple[str, int, int], Decimal]


@dataclass(frozen=True)
class Reckoned:
    """A holder's card with everything it was made of; `present_rate` is the part of the workdays on which she was there."""

    holder: Holder
    card: Card
    given: Mapping[str, Given]
    present_rate: Decimal


class Desk:
    """What is known about one version's cards of one period."""

    def __init__(self, version: TemplateVersion, period: Period, *, today: date, holders: Iterable[Holder] | None = None) -> None:
        in_step()
        self.version, self.period, self.today = version, period, today
        self.plan: Plan = version.plan()
        self.scoring = Scoring(self.plan)
        self.holders = list(holders_of(version.template, period) if holders is None else holders)
        self.calendar: WorkCalendar = work_calendar()
        self.workdays = self.calendar.workdays_in(period)
        sources = {each.source for each in (*self.plan.indicators, *self.plan.rules) if each.source}
        people = [holder.person_id for holder in self.holders if holder.person_id]
        few = people if len(people) == len(self.holders) == 1 else ()
        self.readings = Readings(sources, period, today=today, by=User.objects.system(), people=few)
        self.of_people = {source: self.readings.of_each(source, people) for source in sources}
        asked = {each.source for each in self.plan.indicators if each.against == Against.GOAL}
        self.targets: dict[Key, Decimal] = (
            targets_in(period, asked, self.calendar, {holder.key: holder.days for holder in self.holders}) if asked else {}
        )
        self.judged: Judged = self._judgements()

    @property
    def flows(self) -> frozenset[str]:
        return frozenset(part for part in self.readings.sums if MEASURES[part].kind == FLOW)

    def cards(self) -> list[Reckoned]:
        return [self.card(holder) for holder in self.holders]

    def card(self, holder: Holder, *, in_full: bool = False) -> Reckoned:
        """`in_full`: with the parts behind each figure, by which more can be tried."""
        present = self._present(holder)
        given = {each.key: self._given(each, holder, present) for each in self.plan.indicators}
        given |= {rule.key: self._measured(rule.source, holder) for rule in self.plan.rules}
        if in_full:
            sources = {each.key: each.source for each in (*self.plan.indicators, *self.plan.rules)}
            given = {key: self._with_parts(each, sources[key], holder) for key, each in given.items()}
        return Reckoned(holder, self.scoring.card(given), given, present)

    def _judgements(self) -> Judged:
        rows = Judgement.objects.filter(scorecard__template_version=self.version, scorecard__starts_on=self.period.start)
        listed = rows.values_list("scorecard__person_id", "scorecard__team_id", "indicator_id", "score")
        return {("person" if person else "team", person or team, indicator): score for person, team, indicator, score in listed}

    def _present(self, holder: Holder) -> Decimal:
        """By workdays; memberships side by side count once."""
        if holder.team_id or holder.days == [self.period] or not self.workdays:
            return Decimal(1)
        days = {day for span in holder.days for day in span.days() if self.calendar.is_workday(day)}
        return quotient(len(days), self.workdays, RATE_DIGITS)

    def _reading(self, source: str, holder: Holder) -> Reading:
        return self.of_people[source][holder.person_id] if holder.person_id else self.readings.over(source, teams=holder.teams)

    def _given(self, indicator: Indicator, holder: Holder, present: Decimal) -> Given:
        if indicator.against == Against.JUDGEMENT:
            return Given(self.judged.get((*holder.key, int(indicator.key.rpartition("-")[2]))))
        return self._measured(indicator.source, holder, self._target(indicator, holder, present))

    def _target(self, indicator: Indicator, holder: Holder, present: Decimal) -> Decimal | None:
        """A stated figure of what is done day by day is cut to the days present; targets of goals were cut when they were shared out."""
        if indicator.against == Against.GOAL:
            return self.targets.get((indicator.source, *holder.key))
        measure = MEASURES.get(indicator.source)
        if indicator.target is None or measure is None or measure.kind != FLOW:
            return indicator.target
        return indicator.target * present

    def _measured(self, source: str, holder: Holder, target: Decimal | None = None) -> Given:
        reading = self._reading(source, holder)
        return Given(reading.value, reading.count, target if source in MEASURES else None, str(reading.why))

    def _with_parts(self, given: Given, source: str, holder: Holder) -> Given:
        measure = MEASURES.get(source)
        if measure is None:
            return given
        who = {"people": {holder.person_id}} if holder.person_id else {"teams": holder.teams}
        parts = {part: self.readings.over(part, **who).value for part in parts_of(measure)}
        return replace(given, parts={part: value for part, value in parts.items() if value is not None}, evaluate=evaluator(measure))


def evaluator(measure: Measure) -> Callable[[Mapping[str, Decimal]], Decimal | None]:
    return partial(_value, measure)


def _value(measure: Measure, parts: Mapping[str, Decimal]) -> Decimal | None:
    try:
        return evaluated(measure, parts)
    except FormulaError:
        return None
