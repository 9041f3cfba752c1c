"""By what a team's target is shared out: each receiver's weight, read from the ledger, the organisation, or what was written by hand."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import Membership, TeamPath
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records.refusals import Refused
from kaituo.performance.goals.engine.splitting import shares

from .actuals import Asked, answer, standing
from .choices import CascadeMethod
from .models import Target
from .receivers import Receiver

POTENTIAL = "pipeline.weighted_amount"
Given = dict[str, Decimal | None]
Receivers = list[Receiver]


def weights_of(target: Target, receivers: Receivers, method: str, given: Given) -> list[Decimal]:
    """One weight per receiver; none is negative. Raises Refused where the figures it needs are not there."""
    return _BY[CascadeMethod(method)](target, receivers, given)


def shared_out(target: Target, weights: list[Decimal]) -> list[dict[str, Decimal | None]]:
    """The levels of a target by weight, each to the cent the whole; one dict per weight."""
    nothing: list[Decimal | None] = [None] * len(weights)
    parts = {level: nothing if whole is None else shares(whole, weights) for level, whole in target.levels.items()}
    return [{level: parts[level][place] for level in parts} for place in range(len(weights))]


def _equal(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    return [Decimal(1) for _receiver in receivers]


def _written(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    return [given.get(receiver.key) or Decimal(0) for receiver in receivers]


def _headcount(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    """Members of each team and of those below it on the first day, leads left out; a person counts as one."""
    counts = _members([receiver.holder.pk for receiver in receivers if receiver.is_team], target.starts_on)
    return [Decimal(counts.get(receiver.holder.pk, 0) if receiver.is_team else 1) for receiver in receivers]


def _members(teams: list[int], day: date) -> dict[int, int]:
    """Each person once, however many teams below she is in."""
    below = list(TeamPath.objects.on(day).filter(ancestor__in=teams).values_list("ancestor_id", "descendant_id"))
    rows = Membership.objects.on(day).filter(team__in={team for _above, team in below}, is_lead=False, user__is_active=True)
    people: dict[int, set[int]] = defaultdict(set)
    for team, person in rows.values_list("team_id", "user_id"):
        people[team].add(person)
    return {above: len(set().union(*(people[team] for root, team in below if root == above))) for above in teams}


def _actuals(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    return _reached(target, receivers, target.period.previous())


def _year_ago(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    return _reached(target, receivers, target.period.year_before())


def _reached(target: Target, receivers: Receivers, period: Period) -> list[Decimal]:
    asked = [Asked(target.measure, period, **{name: holder.pk for name, holder in receiver.lookup.items()}) for receiver in receivers]
    found = [max(value or Decimal(0), Decimal(0)) for value in answer(asked)]
    if not any(found):
        raise Refused(_("Nobody has a figure for %(period)s. Share it out another way.") % {"period": period}, field="method")
    return found


def _potential(target: Target, receivers: Receivers, given: Given) -> list[Decimal]:
    if POTENTIAL not in MEASURES:
        raise Refused(_("There is no pipeline to weigh by. Share it out another way."), field="method")
    people = [receiver.holder.pk for receiver in receivers if not receiver.is_team]
    teams = [receiver.holder.pk for receiver in receivers if receiver.is_team]
    of_people, of_teams = standing(POTENTIAL, target.period, people, teams)
    found = [(of_teams if receiver.is_team else of_people).get(receiver.holder.pk, Decimal(0)) for receiver in receivers]
    if not any(found):
        raise Refused(_("Nobody has open deals for %(period)s. Share it out another way.") % {"period": target.period}, field="method")
    return found


_BY: dict[CascadeMethod, Callable[[Target, Receivers, Given], list[Decimal]]] = {
    CascadeMethod.EQUAL: _equal,
    CascadeMethod.HEADCOUNT: _headcount,
    CascadeMethod.ACTUALS: _actuals,
    CascadeMethod.YEAR_AGO: _year_ago,
    CascadeMethod.POTENTIAL: _potential,
    CascadeMethod.WEIGHTS: _written,
    CascadeMethod.BY_HAND: _written,
}
