"""When a customer drops into its public pool, and why. Whole days; a limit of N is passed on the day that lies more than N days after the last one that counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FOLLOW_UP, OPEN_DEAL, WON, PROTECTION = "follow_up", "open_deal", "won", "protection"
KINDS = (FOLLOW_UP, OPEN_DEAL, WON, PROTECTION)


@dataclass(frozen=True)
class Rule:
    """`account_class` empty: for every class that has no rule of its own of this kind. `days` means nothing for `PROTECTION`, which brings its own last day."""

    kind: str
    days: int
    account_class: str = ""


@dataclass(frozen=True)
class Policy:
    """What a pool demands of those who hold its customers."""

    rules: tuple[Rule, ...] = ()
    spares_won: bool = True
    spares_open_deal: bool = True

    def for_class(self, account_class: str) -> list[Rule]:
        """Of each kind the rule of the class, else the one for all."""
        found = {rule.kind: rule for rule in self.rules if not rule.account_class}
        return list((found | {rule.kind: rule for rule in self.rules if rule.account_class == account_class}).values())


@dataclass(frozen=True)
class Standing:
    """How a held customer stands today. Days, each the last on which it was so; `won_on` of the last deal or order, by whomever."""

    held_since_on: date
    followed_up_on: date | None = None
    has_open_deal: bool = False
    deal_ended_on: date | None = None
    won_on: date | None = None
    protected_until: date | None = None
    account_class: str = ""
    is_locked: bool = False


@dataclass(frozen=True, order=True)
class Drop:
    """The day it drops unless something happens before, the rule that says so, its days, and the day they are counted from."""

    on: date
    kind: str
    days: int
    counted_from: date


def due(standing: Standing, policy: Policy) -> Drop | None:
    """The first drop that any rule foresees; None: it may stay."""
    if standing.is_locked or (policy.spares_won and standing.won_on) or (policy.spares_open_deal and standing.has_open_deal):
        return None
    return min(_drops(standing, policy.for_class(standing.account_class)), default=None)


def _drops(standing: Standing, rules: Iterable[Rule]) -> list[Drop]:
    counted = {rule: _counted_from(standing, rule.kind) for rule in rules}
    return [_drop(rule, day, standing) for rule, day in counted.items() if day is not None]


def _drop(rule: Rule, counted_from: date, standing: Standing) -> Drop:
    days = (counted_from - standing.held_since_on).days if rule.kind == PROTECTION else rule.days
    last = counted_from if rule.kind == PROTECTION else counted_from + timedelta(days=rule.days)
    return Drop(last + timedelta(days=1), rule.kind, days, standing.held_since_on if rule.kind == PROTECTION else counted_from)


def _counted_from(standing: Standing, kind: str) -> date | None:
    """None: the rule has nothing to say of this customer."""
    since = standing.held_since_on
    if kind == FOLLOW_UP:
        return max(since, standing.followed_up_on or since)
    if kind == OPEN_DEAL:
        return None if standing.has_open_deal else max(since, standing.deal_ended_on or since)
    is_won = standing.won_on is not None and standing.won_on >= since
    if is_won:
        return None
    return since if kind == WON else standing.protected_until
