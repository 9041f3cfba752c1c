"""Targets and the days people are there: what is cut to them, and what no longer fits since somebody joined, left or moved."""

from dataclasses import dataclass
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.kernel.period import Period
from kaituo.performance.goals.engine.pace import prorate

from .choices import LEVELS, STANDING
from .models import Target, TargetShare
from .receivers import engaged_in

CENTS = 2
Amounts = dict[str, Decimal | None]


@dataclass(frozen=True)
class Drift:
    """A share as it was given, and as it would be by who is there now."""

    share: TargetShare
    fitted: TargetShare

    @property
    def days(self) -> dict[str, int]:
        return {"present": self.fitted.present_count, "all": self.fitted.day_count}


def cut_to_days(source: Target, whole: Amounts, engaged: list[Period], *, is_cut: bool = True) -> TargetShare:
    """The share of a receiver who is there on these days, not yet anybody's."""
    calendar = work_calendar()
    amounts: Amounts = {}
    for level in LEVELS:
        full = whole[level]
        amounts[level] = prorate(full, source.period, engaged, calendar=calendar, digits=CENTS)[0] if full is not None and is_cut else full
    days = prorate(0, source.period, engaged, calendar=calendar)[1].inputs
    return TargetShare(
        source=source,
        full_goal_amount=whole["goal_amount"],
        present_count=days["present_count"],
        day_count=days["day_count"],
        **amounts,
    )


def drifts_of(source: Target) -> list[Drift]:
    """The shares of people that no longer fit the days on which they are in the team."""
    shares = list(source.given.filter(target__state__in=STANDING, target__person__isnull=False).select_related("target__person"))
    if not shares or not source.grows_by_day:
        return []
    engaged = engaged_in(source.team_id, [share.target.person_id for share in shares], source.period)
    drifts = [Drift(share, cut_to_days(source, _whole_of(share), engaged[share.target.person_id])) for share in shares]
    return [drift for drift in drifts if drift.fitted.present_count != drift.share.present_count]


def _whole_of(share: TargetShare) -> Amounts:
    """The levels of a whole period, in the proportion in which the goal was cut."""
    whole: Amounts = {"goal_amount": share.full_goal_amount}
    for level in ("base_amount", "stretch_amount"):
        amount = getattr(share, level)
        whole[level] = amount * share.full_goal_amount / share.goal_amount if amount is not None and share.goal_amount else None
    return whole
