"""Blocks for whoever answers for others' results: who is behind and why, the forecast, the funnel, the largest deals, an agency's people."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.company.books import base_currency, work_calendar
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.metrics.reports import Question, breakdown, names_of
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.engine.pace import Pace
from kaituo.performance.goals.models import Target
from kaituo.performance.goals.queries import span_to_steer_by
from kaituo.sales.pipeline.models import Opportunity, Stage

from . import queries
from .blocks import Block

WIDE = {Scope.TEAM, Scope.SUBTREE, Scope.ALL}
SHOWN, ON_A_PHONE = 12, 5
LARGEST = 5
OPEN, WON, WEIGHTED = "pipeline.open_amount", "pipeline.won_amount", "pipeline.weighted_amount"
BOOKED = "orders.booked_revenue"


def leads(user: User) -> bool:
    """Whether setting others' targets is her work."""
    return bool(user.rights.reach("goals.Target", "cascade") & WIDE)


def oversees_deals(user: User) -> bool:
    return bool(user.rights.reach("pipeline.Opportunity", "view") & WIDE) and leads(user)


@dataclass(frozen=True)
class Standing:
    """One target with its pace, and what lies behind it: `coverage_rate` is open pipeline due in the period ÷ what is still missing."""

    target: Target
    pace: Pace
    coverage_rate: Decimal | None
    stale_count: int

    @property
    def is_behind(self) -> bool:
        return self.pace.pace_rate is not None and self.pace.pace_rate < 1


class TeamStanding(Block):
    title = _("Targets: who is behind, and why")
    template = "home/blocks/team.html"
    order, is_wide = 15, True

    def context(self, user: User) -> dict[str, Any] | None:
        if not leads(user):
            return None
        today, calendar = timezone.localdate(), work_calendar()
        rows = visible(user, Target.objects.in_force()).exclude(person=user)
        span = span_to_steer_by(rows, today)
        targets = fill(rows.filter(starts_on=span.start, ends_on=span.end).select_related("person", "team"))
        people = [target.person_id for target in targets if target.person_id]
        open_amounts = breakdown(OPEN, ("person",), Question(None, span.end, people=tuple(people)), by=user) if people else {}
        stale = self.stale_counts(user)
        lines = [self.standing(target, target.pace(on=today, calendar=calendar), open_amounts, stale) for target in targets]
        lines.sort(key=lambda line: (line.pace.pace_rate is None, line.pace.pace_rate))
        behind = sum(line.is_behind for line in lines)
        return {"lines": lines[:SHOWN], "on_a_phone": ON_A_PHONE, "count": len(lines), "behind_count": behind, "span": span}

    def stale_counts(self, user: User) -> dict[int, int]:
        deals = visible(user, Opportunity.objects.open()).filter(queries.stale(timezone.now()))
        return dict(deals.order_by().values_list("owner").annotate(count=Count("pk")))

    def standing(self, target: Target, pace: Pace, open_amounts: dict, stale: dict[int, int]) -> Standing:
        opened = open_amounts.get((target.person_id,), Decimal(0)) if target.currency and target.person_id else None
        coverage = opened / pace.remaining if opened is not None and pace.remaining else None
        return Standing(target, pace, coverage, stale.get(target.person_id, 0))


class ForecastNow(Block):
    title = _("This quarter")
    template = "home/blocks/forecast.html"
    order, is_wide = 18, True

    def context(self, user: User) -> dict[str, Any] | None:
        if not oversees_deals(user):
            return None
        quarter = Period.containing(timezone.localdate(), PeriodKind.QUARTER)
        names = (WON, OPEN, WEIGHTED, BOOKED)
        rows = visible(user, Entry.objects.filter(measure__in=names)).between(quarter.start, quarter.end)
        sums = dict(rows.order_by().values_list("measure").annotate(sum=Sum("amount")))
        figures = {name: Decimal(sums.get(name) or 0) / SCALE for name in names}
        expected = figures[WON] + figures[WEIGHTED]
        return {"figures": figures, "expected": expected, "quarter": quarter, "currency": base_currency()}


class FunnelNow(Block):
    title = _("Open deals by stage")
    template = "home/blocks/funnel.html"
    order = 22

    def context(self, user: User) -> dict[str, Any] | None:
        if not oversees_deals(user):
            return None
        deals = visible(user, Opportunity.objects.open()).order_by()
        counts = dict(deals.values_list("stage").annotate(count=Count("pk")))
        stages = Stage.objects.filter(pk__in=counts).select_related("pipeline").order_by("pipeline__position", "position")
        rows = [(stage, counts[stage.pk]) for stage in stages]
        return {"rows": rows, "most": max(counts.values(), default=0), "several": len({stage.pipeline_id for stage in stages}) > 1}


class LargestDeals(Block):
    """By their worth in the base currency, as the ledger has it."""

    title = _("Largest open deals")
    template = "home/blocks/largest.html"
    order = 24

    def context(self, user: User) -> dict[str, Any] | None:
        if not oversees_deals(user):
            return None
        rows = visible(user, Entry.objects.filter(measure=OPEN)).order_by("-amount", "-pk")
        ids = list(rows.values_list("source_id", flat=True)[:LARGEST])
        deals = visible(user, Opportunity.objects.filter(pk__in=ids)).select_related("account", "owner", "stage")
        return {"rows": sorted(deals, key=lambda deal: ids.index(deal.pk))}


class AgencyResults(Block):
    title = _("Results of the agency this month")
    template = "home/blocks/agency.html"
    order, is_wide = 16, True

    def context(self, user: User) -> dict[str, Any] | None:
        scopes = user.rights.reach("metrics.Entry", "view")
        if Scope.AGENCY not in scopes or Scope.ALL in scopes:
            return None
        month = Period.containing(timezone.localdate(), PeriodKind.MONTH)
        rows = visible(user, Entry.objects.filter(measure__in=(WON, BOOKED, OPEN))).order_by()
        rows = rows.filter(Q(measure=OPEN) | Q(on__gte=month.start, on__lt=month.end))
        figures: dict[int, dict[str, Decimal]] = defaultdict(dict)
        for person, name, amount in rows.values_list("person", "measure").annotate(sum=Sum("amount")):
            figures[person][name] = Decimal(amount) / SCALE
        names = names_of("person", figures)
        lines = sorted(((person, names[person], each) for person, each in figures.items()), key=lambda line: -line[2].get(BOOKED, 0))
        return {"lines": lines, "month": month, "measures": (BOOKED, WON, OPEN), "currency": base_currency()}
