"""The demo company's forecasts: what reps promised for each quarter, what their managers made of it, and what the middle and the end of every month said.

The past is told from the deals themselves: how each stood on a day follows from when it began, moved and was closed.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from kaituo.foundation.company.books import Converter
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.leaders import leaders_of
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind

from . import actions
from .choices import Category, Outcome
from .engine.forecast import Deal, Forecast, forecast
from .keeping import BATCH, periods_around
from .models import DealStanding, ForecastSnapshot, Opportunity, StageChange

WEEK, WEEKS, HALF = timedelta(days=7), 8, timedelta(days=14)
SAID_AFTER = timedelta(days=12)
TO_THE_NEAREST = Decimal(10_000)
USUAL = Decimal(400_000)
"""Promised where nobody can know yet."""
REASONS = ["两个项目客户预算未批，暂按八成计。", "回访后确认可提前签约。", "历史上报偏乐观，下调一成半。", "新增框架协议，未计入个人预测。"]
Said = dict[tuple[int, str], tuple[date, Decimal]]


def make(world: World) -> None:
    past = Past(world)
    said = dict(_promised(world, past))
    of_months = {day for each in _months(world) for day in (each.start + HALF, each.last_day)}
    days = sorted(of_months | {world.today - timedelta(days=1) - WEEK * number for number in range(WEEKS)})
    _keep_sums(past, said, days)
    _keep_deals(past, days)


class Past:
    """How every deal stood on any day."""

    def __init__(self, world: World) -> None:
        self.converter = Converter()
        self.deals = list(Opportunity.objects.select_related("stage", "owner"))
        self.moves: dict[int, list[StageChange]] = defaultdict(list)
        for move in StageChange.objects.select_related("to_stage").order_by("at", "pk"):
            self.moves[move.opportunity_id].append(move)

    def standing(self, deal: Opportunity, on: date) -> DealStanding | None:
        moves = [move for move in self.moves[deal.pk] if timezone.localdate(move.at) <= on]
        if not moves or timezone.localdate(deal.created_at) > on:
            return None
        is_won, is_lost = bool(deal.won_on and deal.won_on <= on), bool(deal.lost_on and deal.lost_on <= on)
        outcome = Outcome.WON if is_won else Outcome.LOST if is_lost else Outcome.OPEN
        values = {"amount": deal.amount or 0, "currency": deal.currency, "category": "" if outcome != Outcome.OPEN else deal.category}
        counts_on = deal.won_on if is_won else deal.expected_on
        return DealStanding(opportunity=deal, taken_on=on, stage=moves[-1].to_stage, outcome=outcome, counts_on=counts_on, **values)

    def sums(self, period: Period, on: date) -> dict[int, Forecast]:
        found: dict[int, list[Deal]] = defaultdict(list)
        for deal in self.deals:
            row = self.standing(deal, on)
            if row and row.outcome != Outcome.LOST and row.counts_on in period:
                amount = self.converter.to_base(row.amount, row.currency, on)
                category = Category.CLOSED_WON if row.outcome == Outcome.WON else row.category or row.stage.category
                found[deal.owner_id].append(Deal(category, amount, amount if row.outcome == Outcome.WON else amount * row.stage.probability))
        return {owner: forecast(deals) for owner, deals in found.items()}


def _months(world: World) -> list[Period]:
    months = Period(world.start, world.today + timedelta(days=1)).months()
    return [each for each in months if each.end <= world.today]


def _promised(world: World, past: Past) -> Iterator[tuple[tuple[int, str], tuple[date, Decimal]]]:
    """{(person, quarter): (day, what is counted on)}: a rep says so a few days into the quarter, her manager has the last word."""
    for quarter in Period(world.start, world.today + timedelta(days=1)).split(PeriodKind.QUARTER)[1:]:
        on, period = quarter.start + SAID_AFTER, Period.containing(quarter.start, PeriodKind.QUARTER)
        then, closed = past.sums(period, on), past.sums(period, world.today)
        sellers = [seller for seller in world.sellers if world.is_here(seller.pk, on) and seller.pk in closed]
        leaders = leaders_of(sellers, on)
        for seller in sellers:
            if on < world.today:
                is_over = period.end <= world.today
                near = closed[seller.pk].closed if is_over else then.get(seller.pk, Forecast()).best_case
                judges = [*leaders.get(seller.pk, []), *world.people["director"]]
                yield (seller.pk, period.label), (on, _promise(world, seller, judges, period, on, near or USUAL, is_over=is_over))


def _promise(world: World, seller: User, judges: list[User], period: Period, on: date, near: Decimal, *, is_over: bool) -> Decimal:
    commit = max(TO_THE_NEAREST, (near * world.rng.randint(65, 140) / 100 / TO_THE_NEAREST).quantize(Decimal(1)) * TO_THE_NEAREST)
    with world.on(on):
        submission = actions.forecast_of(seller, period.label, by=seller)
        actions.submit_forecast(submission, by=seller, commit_amount=commit, best_case_amount=commit * Decimal("1.3"))
        leader = next(judge for judge in judges if judge.pk != seller.pk and may(judge, "approve_forecast", submission))
        if world.chance(30):
            commit = (commit * world.rng.choice([80, 85, 110]) / 100).quantize(Decimal(1))
            actions.adjust_forecast(submission, by=leader, commit_amount=commit, reason=world.rng.choice(REASONS))
        if is_over or world.chance(60):
            actions.approve_forecast(submission, by=leader)
    return commit


def _keep_sums(past: Past, said: Said, days: list[date]) -> None:
    """Only what differs from the day before."""
    rows: list[ForecastSnapshot] = []
    held: dict[tuple[int, str], tuple[Forecast, Decimal | None]] = {}
    for on in days:
        for period in periods_around(on):
            now = past.sums(period, on)
            told = {who: amount for (who, label), (since, amount) in said.items() if label == period.label and since <= on}
            for who in sorted(now.keys() | told.keys()):
                worth = now.get(who, Forecast()), told.get(who)
                if held.get((who, period.label), (Forecast(), None)) != worth:
                    rows.append(ForecastSnapshot(taken_on=on, period=period.label, owner_id=who, said_amount=worth[1], **asdict(worth[0])))
                    held[who, period.label] = worth
    ForecastSnapshot.objects.bulk_create(rows, batch_size=BATCH)


def _keep_deals(past: Past, days: list[date]) -> None:
    rows: list[DealStanding] = []
    held: dict[int, tuple] = {}
    for on in days:
        for deal in past.deals:
            row = past.standing(deal, on)
            if row and held.get(deal.pk) != row.worth:
                rows.append(row)
                held[deal.pk] = row.worth
    DealStanding.objects.bulk_create(rows, batch_size=BATCH)
