"""What a plan would have earned people in a past period, released or not, against what the present terms earn them. Writes no entry and no statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from kaituo.foundation.calc import problems as calc
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry

from . import size
from .calculation import Calculation
from .choices import LineKind, PlanState
from .credits import AS_SOLD
from .drafts import Draft
from .models import Plan, PlanAssignment
from .problems import sentence
from .terms import Terms, draft_terms_of, terms_of

SCALES = (80, 90, 110, 120)
"""Sales in percent of what they were."""
NOT_EARNED = (LineKind.RELEASE, LineKind.ADJUSTMENT)
Said = Callable[[int, int], None]


def simulate(plan: Plan, period: Period, said: Said | None = None) -> dict[str, Any]:
    """By the last terms, for the people on the plan who had not left it; for everybody with credit where nobody is on it yet. Earned, whenever customers pay.

    Minor units: `people` are [id, by the present terms, by the simulated ones]; `scaled` is {percent of sales: total}. `said` hears how many passes are done.
    """
    terms = terms_to_try(plan, period)
    passes, found = [AS_SOLD, *SCALES], {}
    try:
        for done, scale in enumerate(passes):
            _say(said, done, len(passes) + 1)
            drafts = Calculation(terms, period, scale).drafts()
            found[scale] = earned(drafts)
            if scale == AS_SOLD:
                problems = sorted({sentence(draft.problem) for draft in drafts if draft.problem})
        _say(said, len(passes), len(passes) + 1)
        present = _present(plan, period, found[AS_SOLD].keys())
    except calc.Refused as refusal:
        return {"people": [], "scaled": {}, "problems": [sentence(problem) for problem in refusal.problems]}
    people = sorted(found[AS_SOLD].keys() | present.keys())
    return {
        "people": [[who, present.get(who, 0), found[AS_SOLD].get(who, 0)] for who in people],
        "scaled": {str(scale): sum(found[scale].values()) for scale in SCALES},
        "problems": problems,
    }


def terms_to_try(plan: Plan, period: Period) -> Terms:
    """The last terms as if they had always held, with whoever is simulated."""
    terms = draft_terms_of(plan)
    has_people = bool(terms.assignments)
    terms.assignments = [each for each in terms.assignments if each.ends_on is None or each.ends_on > period.start]
    if not has_people:
        terms.assignments = _everybody(terms, period)
    return terms


def _say(said: Said | None, done: int, total: int) -> None:
    if said:
        said(done, total)


def earned(drafts: Iterable[Draft]) -> dict[int, int]:
    """Minor units by payee, without what is only released or adjusted."""
    sums: dict[int, int] = defaultdict(int)
    for draft in drafts:
        if draft.kind not in NOT_EARNED:
            sums[draft.payee_id] += draft.result_minor
    return dict(sums)


def present_terms(plan: Plan, period: Period) -> list[Terms]:
    """What a simulation is held against: its released terms; of a plan without any all released plans of its currency."""
    if plan.terms.filter(released_at__isnull=False).exists():
        return [terms_of(plan, period)]
    others = Plan.objects.active().filter(currency=plan.currency, state=PlanState.RELEASED).exclude(pk=plan.pk)
    return [terms_of(other, period) for other in others]


def _present(plan: Plan, period: Period, people: Iterable[int]) -> dict[int, int]:
    """Whoever its own terms pay; by other plans the same people."""
    concerned, sums = set(people), defaultdict(int)
    for terms in present_terms(plan, period):
        for who, minor in earned(Calculation(terms, period).drafts()).items():
            if who in concerned or terms.plan == plan:
                sums[who] += minor
    return dict(sums)


def _everybody(terms: Terms, period: Period) -> list[PlanAssignment]:
    people = (
        Entry.objects.filter(measure__in=terms.measures, person__isnull=False).between(period.start, period.end).values_list("person_id", flat=True)
    )
    return [PlanAssignment(plan=terms.plan, person_id=who, starts_on=period.start) for who in people.distinct().order_by("person_id")]


def is_large(plan: Plan, period: Period) -> bool:
    """Whether it is better done in the background."""
    measures = draft_terms_of(plan).measures
    rows = Entry.objects.filter(measure__in=measures, person__isnull=False).between(period.start, period.end).order_by()
    return rows[: size.AT_ONCE + 1].count() > size.AT_ONCE
