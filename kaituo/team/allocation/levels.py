"""Of which level people are, and whether they may look after customers of a class: whoever leads a team is a manager, seniors are named in their profile."""

from collections.abc import Iterable

from kaituo.foundation.identity.models import Membership
from kaituo.foundation.records import clock
from kaituo.sales.segments.choices import LevelRule, OwnerLevel
from kaituo.sales.segments.policies import is_enough, levels_asked
from kaituo.team.people.models import Staff


def levels_of(people: Iterable[int]) -> dict[int, str]:
    people = set(people)
    leads = set(Membership.objects.on(clock.today()).filter(user__in=people, is_lead=True).values_list("user_id", flat=True))
    seniors = set(Staff.objects.active().filter(user__in=people, is_senior=True).values_list("user_id", flat=True))
    return {person: OwnerLevel.MANAGER if person in leads else OwnerLevel.SENIOR if person in seniors else OwnerLevel.ANYBODY for person in people}


def too_low(people: Iterable[int], account_class: str) -> set[int]:
    """Who of them is refused as the responsible rep of such a customer."""
    policy = levels_asked().get(account_class)
    if policy is None or policy.level_rule != LevelRule.REFUSE:
        return set()
    return {person for person, level in levels_of(people).items() if not is_enough(level, policy.owner_level)}
