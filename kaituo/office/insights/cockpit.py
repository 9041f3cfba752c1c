"""Who needs help, and why: the people a manager leads, ranked by need, each with causes found in the data by the rules in `causes.py`. Reads only, in a
number of queries that does not grow with the people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.identity.access import VIEW, owners_in_reach
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.metrics.standing import Readings
from kaituo.foundation.ui.readings import entries_behind
from kaituo.team.people.choices import Engagement
from kaituo.team.people.models import Staff

from .causes import Cause, causes_now
from .engine.causing import Seen, Verdict, judge, mean, median
from .worked_out import Worked, worked_out

WEEKS, SPANS_BEFORE = 4, 3
SELLING = (Engagement.EMPLOYED, Engagement.REMOTE, Engagement.STATIONED, Engagement.OUTSOURCED)
HOLDING = ("customers.held_count", "pipeline.open_count", "activities.contact_count", "visits.done_count", "worklogs.handed_in_count")
FALLING = ("activities.contact_count", "visits.done_count", "worklogs.handed_in_count")
UNKNOWN = Worked(None)
HALF, ENOUGH = Decimal("0.5"), Decimal(4)


@dataclass(frozen=True)
class Finding:
    """One cause of one person with its figures; `detail` names what it is about (a stage)."""

    cause: Cause
    seen: Seen
    verdict: Verdict
    href: str = ""
    detail: str = ""


@dataclass
class Case:
    """A person with what was found, and what could not be judged."""

    staff: Staff
    causes: list[Finding] = field(default_factory=list)
    shared: list[Finding] = field(default_factory=list)
    unjudged: list[Finding] = field(default_factory=list)
    falls: list[str] = field(default_factory=list)

    @property
    def need(self) -> int:
        return sum(finding.cause.weight for finding in self.causes)


@dataclass
class Cockpit:
    """`spans`: the last four weeks, and those before with which they are compared, the latest first."""

    cases: list[Case]
    spans: list[Period]
    causes: list[Cause]

    @property
    def unknown(self) -> list[Cause]:
        """What could be judged of nobody."""
        unjudged = [{finding.cause.key for finding in case.unjudged} for case in self.cases]
        return [cause for cause in self.causes if all(cause.key in keys for keys in unjudged)]


def steers(user: User) -> bool:
    """Whether she leads people: her roles let her set targets of others."""
    return bool(user.rights.reach("goals.Target", "cascade") & {Scope.TEAM, Scope.SUBTREE, Scope.ALL})


def spans_until(today: date) -> list[Period]:
    days = timedelta(days=7 * WEEKS)
    last = Period(today + timedelta(days=1) - days, today + timedelta(days=1))
    return [Period(last.start - days * number, last.end - days * number) for number in range(SPANS_BEFORE + 1)]


def staff_of(user: User, today: date) -> list[Staff]:
    """Those who sell, whose figures the person sees, but for herself."""
    rows = Staff.objects.active().filter(engagement__in=SELLING, user__isnull=False, user__is_active=True).exclude(user=user)
    reached = owners_in_reach(user, Entry, VIEW)
    rows = rows if reached is None else rows.filter(user__in=reached)
    return list(rows.exclude(left_on__lte=today).select_related("user", "team").order_by("sort_key", "pk"))


def cockpit(user: User, today: date) -> Cockpit:
    staff, spans, causes = staff_of(user, today), spans_until(today), causes_now()
    now = Readings([*measures_of(causes), *HOLDING], spans[0], today=today, by=user)
    earlier = [Readings(HOLDING, span, today=today, by=user) for span in spans[1:]]
    at_work = set().union(*(now.people_with(name) | earlier[0].people_with(name) for name in HOLDING))
    cases = [Case(row) for row in staff if row.user_id in at_work]
    extra = worked_out({case.staff.user_id for case in cases}, user, today)
    for cause in causes:
        _judge(cause, cases, now, extra)
    _note_falls(cases, now, earlier)
    for case in cases:
        case.causes.sort(key=lambda finding: -finding.cause.weight)
    cases.sort(key=lambda case: -case.need)
    return Cockpit(cases, spans, causes)


def measures_of(causes: list[Cause]) -> list[str]:
    return [cause.measure for cause in causes if cause.measure]


def before(found: Cockpit, people: Collection[int], user: User, today: date) -> dict[tuple[str, int], Decimal | None]:
    """{(measure, person): her own mean of the spans before}, of what the causes read."""
    names = measures_of(found.causes)
    readings = [Readings(names, span, today=today, by=user, people=people) for span in found.spans[1:]] if people else []
    each = [(name, [reading.of_each(name, people) for reading in readings]) for name in names]
    return {(name, person): mean([values[person].value for values in earlier]) for name, earlier in each for person in people}


def _judge(cause: Cause, cases: list[Case], now: Readings, extra: dict[str, dict[int, Worked]]) -> None:
    values = extra[cause.key] if cause.key in extra else _read(cause.measure, now, [case.staff.user_id for case in cases])
    kinds: dict[str, list[Decimal]] = defaultdict(list)
    for case in cases:
        worked = values.get(case.staff.user_id, UNKNOWN)
        if worked.value is not None:
            kinds[case.staff.engagement].append(worked.value)
    medians = {kind: median(found) for kind, found in kinds.items()}
    for case in cases:
        worked = values.get(case.staff.user_id, UNKNOWN)
        seen = Seen(worked.value, worked.count, medians.get(case.staff.engagement))
        _file(case, Finding(cause, seen, judge(cause.limit, seen), worked.href, worked.detail))


def _read(measure: str, readings: Readings, people: list[int]) -> dict[int, Worked]:
    behind = entries_behind(measure, readings.period)
    found = readings.of_each(measure, people)
    return {person: Worked(each.value, each.count, behind and f"{behind}&person={person}") for person, each in found.items()}


def _file(case: Case, finding: Finding) -> None:
    places = {Verdict.CAUSE: case.causes, Verdict.SHARED: case.shared, Verdict.NO_FIGURE: case.unjudged, Verdict.TOO_FEW: case.unjudged}
    if finding.verdict in places:
        places[finding.verdict].append(finding)


def _note_falls(cases: list[Case], now: Readings, earlier: list[Readings]) -> None:
    """What a person does half as much of as before, where there was enough of it before: two of these together are an early sign."""
    people = [case.staff.user_id for case in cases]
    for name in FALLING:
        present, past = now.of_each(name, people), [each.of_each(name, people) for each in earlier]
        for case in cases:
            person = case.staff.user_id
            usual, value = mean([each[person].value for each in past]), present[person].value
            if usual is not None and value is not None and usual >= ENOUGH and value < usual * HALF:
                case.falls.append(str(MEASURES[name].label))
