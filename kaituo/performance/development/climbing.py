"""Who is near the next level of a ladder, and what is missing: read for many people at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.own import in_step
from kaituo.foundation.metrics.standing import Readings
from kaituo.foundation.ui.readings import entries_behind
from kaituo.performance.reviews.choices import ReviewState
from kaituo.performance.reviews.models import Verdict

from .models import LadderLevel, LevelCriterion, LevelStanding

MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Finding:
    """One thing a level asks for; `value` is what there is (None: no figure), `figure` what is asked: at least, or at most where it is a ceiling."""

    kind: str
    label: str
    value: Decimal | None
    figure: Decimal
    unit: str = ""
    href: str = ""
    is_ceiling: bool = False

    @property
    def is_met(self) -> bool:
        if self.value is None:
            return False
        return self.value <= self.figure if self.is_ceiling else self.value >= self.figure

    @property
    def kept(self) -> dict[str, Any]:
        value = None if self.value is None else f"{self.value:f}"
        return {
            "kind": self.kind,
            "label": self.label,
            "value": value,
            "figure": f"{self.figure:f}",
            "unit": self.unit,
            "is_ceiling": self.is_ceiling,
            "is_met": self.is_met,
        }


@dataclass(frozen=True)
class Climb:
    standing: LevelStanding
    level: LadderLevel
    findings: list[Finding]

    @property
    def met_count(self) -> int:
        return sum(each.is_met for each in self.findings)

    @property
    def is_ready(self) -> bool:
        return self.met_count == len(self.findings)


def months_since(start: date, day: date) -> int:
    """Full months."""
    return (day.year - start.year) * MONTHS_OF_YEAR + day.month - start.month - (day.day < start.day)


def last_months(count: int, day: date) -> Period:
    """So many full months before the one that runs."""
    end = day.replace(day=1)
    months = end.year * MONTHS_OF_YEAR + end.month - 1 - count
    return Period(date(months // MONTHS_OF_YEAR, months % MONTHS_OF_YEAR + 1, 1), end)


def climbs(standings: Iterable[LevelStanding], day: date) -> list[Climb]:
    """The nearest first; whoever stands on the top rung is left out. As many queries for many as for few."""
    in_step()
    listed = [each for each in standings if each.ends_on is None]
    levels = _levels_above(listed)
    readings = _readings(listed, levels, day)
    scores = _scores(each.person_id for each in listed)
    found = [Climb(each, levels[each.pk], _findings(each, levels[each.pk], readings, scores, day)) for each in listed if each.pk in levels]
    return sorted(found, key=lambda climb: (len(climb.findings) - climb.met_count, climb.standing.person.sort_key))


def _levels_above(standings: list[LevelStanding]) -> dict[int, LadderLevel]:
    ladders: dict[int, list[LadderLevel]] = defaultdict(list)
    wanted = {each.level.ladder_id for each in standings}
    for level in LadderLevel.objects.active().filter(ladder__in=wanted).prefetch_related("criteria").order_by("position"):
        ladders[level.ladder_id].append(level)
    above = {each.pk: [level for level in ladders[each.level.ladder_id] if level.position > each.level.position] for each in standings}
    return {pk: found[0] for pk, found in above.items() if found}


def _readings(standings: list[LevelStanding], levels: dict[int, LadderLevel], day: date) -> dict[int, Readings]:
    """{months: what was read over so many}."""
    names: dict[int, set[str]] = defaultdict(set)
    for level in levels.values():
        for each in level.criteria.all():
            names[each.months].add(each.measure)
    people = [each.person_id for each in standings]
    system = User.objects.system()
    return {months: Readings(wanted, last_months(months, day), today=day, by=system, people=people) for months, wanted in names.items()}


def _scores(people: Iterable[int]) -> dict[int, list[Decimal]]:
    """Of closed reviews, the newest first."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    rows = Verdict.objects.filter(review__person__in=list(people), review__state=ReviewState.CLOSED, score__isnull=False)
    for person, score in rows.order_by("-review__cycle__starts_on").values_list("review__person_id", "score"):
        found[person].append(score)
    return found


def _findings(standing: LevelStanding, level: LadderLevel, readings: dict, scores: dict, day: date) -> list[Finding]:
    held = Decimal(months_since(standing.starts_on, day))
    found = [Finding("months", "", held, Decimal(level.least_months))]
    if level.least_reviews:
        newest = scores[standing.person_id][: level.least_reviews]
        good = Decimal(sum(score >= level.least_score for score in newest))
        found.append(Finding("reviews", f"{level.least_score.normalize():f}", good, Decimal(level.least_reviews)))
    return found + [_measured(standing, each, readings[each.months], day) for each in level.criteria.all()]


def _measured(standing: LevelStanding, criterion: LevelCriterion, readings: Readings, day: date) -> Finding:
    value = readings.of(criterion.measure, standing.person_id).value
    unit = str(criterion.behind.unit) if criterion.behind else ""
    href = entries_behind(criterion.measure, readings.period, person=standing.person_id)
    return Finding("measure", criterion.measure, value, criterion.figure, unit, href, criterion.is_ceiling)
