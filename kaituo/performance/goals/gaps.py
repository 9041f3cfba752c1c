"""What the targets below a team's target miss of it, and what shorter periods miss of a longer one."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kaituo.performance.goals.engine.pace import cascade_gap

from .models import Target, TargetShare


def gap_of(target: Target) -> Decimal | None:
    """What is missing; negative where the targets below promise more. None where nothing was shared out, and of a rate."""
    return gaps_of([target]).get(target.pk)


def gaps_of(targets: Iterable[Target]) -> dict[int, Decimal]:
    """{id: gap} of those that were shared out, in two queries for all of them."""
    teams = {target.pk: target for target in targets if target.is_additive and target.team_id}
    found = contributions(teams)
    return {pk: cascade_gap(teams[pk].goal_amount, found[pk].values()) for pk in found}


def contributions(sources: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """{id of the target shared out: {id of the target below: what it brings}}. Of a target fed by two teams each counts its own part."""
    wanted = list(sources)
    below = list(Target.objects.in_force().filter(parent__in=wanted).values_list("pk", "parent_id", "goal_amount"))
    shares = TargetShare.objects.filter(source__in=wanted, target__state="active").values_list("target_id", "target__goal_amount")
    goals = {pk: goal for pk, _parent, goal in below} | dict(shares)
    parts = _parts(goals)
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for pk, parent, goal in below:
        if pk not in parts:
            found[parent][pk] = goal
    for pk, given in parts.items():
        total = sum(given.values(), Decimal(0))
        for source, part in given.items():
            if source in wanted:
                found[source][pk] = goals[pk] * part / total if total else Decimal(0)
    return found


def _parts(goals: dict[int, Decimal]) -> dict[int, dict[int, Decimal]]:
    """{target: {source in force: its part}} of those that have shares."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = TargetShare.objects.filter(target__in=goals, source__state="active")
    for target, source, goal in rows.values_list("target_id", "source_id", "goal_amount"):
        found[target][source] = goal
    return found
