"""The figures of many people's reviews at once, and what a review comes to with them. Reads only; verdicts keep what is reckoned here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.kernel.rounding import quotient
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import Readings
from kaituo.performance.scorecards.engine.plan import Against, Indicator
from kaituo.performance.scorecards.engine.scoring import Card, Given, Line, reckon
from kaituo.performance.scorecards.goals import targets_in
from kaituo.performance.scorecards.models import Scorecard

from .choices import CriterionKind
from .models import Answer, Criterion, ReviewVersion

FEW = 200


class Figures:
    """What the results of one version read in one period, in a number of queries that does not grow with the people."""

    def __init__(self, version: ReviewVersion, period: Period, people: Iterable[int], *, today: date) -> None:
        in_step()
        self.version, self.period = version, period
        self.criteria = list(version.criteria.select_related("card_template"))
        self.people = list(people)
        measured = [each.plain for each in self.criteria if each.kind == CriterionKind.MEASURE]
        few = self.people if len(self.people) <= FEW else ()
        self.readings = Readings({each.source for each in measured}, period, today=today, by=User.objects.system(), people=few)
        asked = {each.source for each in measured if each.against == Against.GOAL}
        self.targets = targets_in(period, asked, work_calendar()) if asked else {}
        self.cards = self._cards()

    def card(self, person: int, answers: Mapping[int, Answer]) -> Card:
        """`answers`: by criterion."""
        given = {each.key: self._given(each, person, answers) for each in self.criteria}
        return reckon(self.version.plan(), given)

    def _given(self, criterion: Criterion, person: int, answers: Mapping[int, Answer]) -> Given:
        if criterion.kind == CriterionKind.JUDGEMENT:
            answer = answers.get(criterion.pk)
            return Given(criterion.points_of(answer.step) if answer else None)
        if criterion.kind == CriterionKind.SCORECARD:
            totals = self.cards[criterion.card_template_id, person]
            return Given(quotient(sum(totals, Decimal(0)), len(totals), 2) if totals else None, len(totals))
        return self._measured(criterion.plain, person)

    def _measured(self, indicator: Indicator, person: int) -> Given:
        reading = self.readings.of(indicator.source, person)
        target = self.targets.get((indicator.source, "person", person)) if indicator.against == Against.GOAL else indicator.target
        return Given(reading.value, reading.count, target, str(reading.why))

    def _cards(self) -> dict[tuple[int | None, int], list[Decimal]]:
        """The totals of the cards that lie in the period; a card with too little to judge says nothing."""
        templates = {each.card_template_id for each in self.criteria if each.kind == CriterionKind.SCORECARD}
        found: dict[tuple[int | None, int], list[Decimal]] = defaultdict(list)
        rows = Scorecard.objects.active().filter(template__in=templates, person__in=self.people, total__isnull=False)
        rows = rows.filter(starts_on__gte=self.period.start, ends_on__lte=self.period.end) if templates else rows.none()
        for template, person, total in rows.order_by().values_list("template_id", "person_id", "total"):
            found[template, person].append(total)
        return found


def plain_lines(card: Card, criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """As a verdict keeps them."""
    rows = {each.key: each for each in criteria}
    return [_line(line, rows[line.indicator.key]) for line in card.lines]


def _line(line: Line, row: Criterion) -> dict[str, Any]:
    measure = MEASURES.get(row.measure) if row.kind == CriterionKind.MEASURE else None
    state = "no_figure" if row.kind == CriterionKind.SCORECARD and line.score is None else str(line.state)
    return {
        "criterion": row.pk,
        "section": row.section,
        "label": row.label,
        "kind": row.kind,
        "measure": measure.name if measure else "",
        "card_template": row.card_template_id,
        "unit": str(measure.unit) if measure else "",
        "weight": _text(line.indicator.weight),
        "state": state,
        "value": _text(line.given.value),
        "count": line.given.count,
        "target": _text(line.given.target),
        "is_ceiling": line.indicator.is_ceiling,
        "score": _text(line.score),
        "points": _text(line.points),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
