"""The demo company's scorecards: a monthly and a quarterly one for everybody who sells, a quarterly one for the teams; six quarters of them."""

from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, Team
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far, rebuild
from kaituo.foundation.metrics.levels import take
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records

from .actions import judge, refresh_template, release
from .models import Assignment, Indicator, Rule, Scorecard, Template, TemplateVersion

QUARTERS, MONTHS, JUDGED = 6, 6, 12
LESS = "0.1=100, 0.3=70, 0.6=0"
MONTHLY = [
    ("orders.booked_revenue", 40, "goal", None, "0.4=0, 1=100, 1.2=120", 0),
    ("activities.contact_count", 20, "stated", 25, "0.4=0, 1=100, 1.2=110", 0),
    ("visits.done_count", 15, "stated", 6, "0.3=0, 1=100, 1.2=110", 0),
    ("pipeline.created_count", 15, "stated", 2, "0=0, 1=100, 1.5=120", 0),
    ("worklogs.in_time_rate", 10, "value", None, "0.5=0, 0.9=100, 1=110", 5),
]
QUARTERLY = [
    ("orders.booked_revenue", 35, "stated", 500_000, "0.3=0, 1=100, 1.3=130", 0),
    ("pipeline.win_rate", 20, "value", None, "0.1=0, 0.4=80, 0.6=110", 3),
    ("receivables.collection_rate", 20, "value", None, "0.5=0, 0.9=90, 1.1=110", 2),
    ("orders.discount_rate", 15, "value", None, LESS, 3),
]
OF_TEAMS = [
    ("orders.booked_revenue", 50, "stated", 2_500_000, "0.3=0, 1=100, 1.3=130", 0),
    ("orders.margin_rate", 25, "value", None, "0.1=0, 0.3=80, 0.45=110", 5),
    ("pipeline.win_rate", 25, "value", None, "0.1=0, 0.4=80, 0.6=110", 5),
]


def make(world: World) -> None:
    post_so_far()
    for measure in list(MEASURES.values()):
        if measure.is_nightly:
            rebuild(measure)
    take(world.today - timedelta(days=1))
    teams = _selling_teams(world)
    monthly = _template(world, "销售月度计分卡", "person", "month", MONTHLY, teams)
    quarterly = _template(world, "销售季度计分卡", "person", "quarter", QUARTERLY, teams, "客户口碑与团队协作")
    of_teams = _template(world, "团队季度计分卡", "team", "quarter", OF_TEAMS, teams)
    for template, periods in ((monthly, MONTHS), (quarterly, QUARTERS), (of_teams, QUARTERS)):
        for first in _firsts(template, world.today, periods):
            refresh_template(template, first)
        refresh_template(template, world.today)
    _judge(world, quarterly)


def _selling_teams(world: World) -> list[Team]:
    members = Membership.objects.on(world.today).filter(user__in=world.sellers, is_lead=False)
    return list(Team.objects.filter(pk__in=members.values("team")))


def _firsts(template: Template, today: date, count: int) -> list[date]:
    """The first days after the last periods, the earliest first: the days on which the cards of these are all but settled."""
    period, found = Period.containing(today, PeriodKind(template.span)), []
    for _number in range(count - 1):
        found.insert(0, period.start)
        period = period.previous()
    return found


def _template(world: World, name: str, subject: str, span: str, lines: list, teams: list[Team], objective: str = "") -> Template:
    by = world.system
    with world.on(world.start):
        template = records.create(Template(name=name, subject=subject, span=span), by=by)
        version = TemplateVersion(template=template, starts_on=template.period_on(world.start).start)
        records.create(version, by=by)
        for position, (measure, weight, against, target, points, least) in enumerate(lines):
            values = {"measure": measure, "weight": Decimal(weight), "against": against, "target": target, "points": points, "least_count": least}
            records.create(Indicator(template_version=version, position=position, **values), by=by)
        if objective:
            records.create(
                Indicator(template_version=version, position=9, objective=objective, weight=Decimal(10), against="judgement", points=""), by=by
            )
        if span == "month":
            _rules(version, world)
        release(version, by=by)
        for team in teams:
            records.create(Assignment(template=template, team=team, starts_on=version.starts_on), by=by)
    return template


def _rules(version: TemplateVersion, world: World) -> None:
    """Every overdue invoice above three costs two points, ten at most; whoever hands in half her reports late or less gets no more than ninety."""
    overdue = {"kind": "deduction", "measure": "receivables.overdue_count", "side": "above", "threshold": 3, "points": 2}
    records.create(Rule(template_version=version, is_per_unit=True, at_most=10, **overdue), by=world.system)
    gate = {"kind": "gate", "measure": "worklogs.in_time_rate", "side": "below", "threshold": Decimal("0.5"), "points": 90}
    records.create(Rule(template_version=version, **gate), by=world.system)


def _judge(world: World, template: Template) -> None:
    cards = Scorecard.objects.running().on(world.today).filter(template=template).select_related("template_version")
    for card in cards.order_by("pk")[:JUDGED]:
        objective = card.template_version.indicators.get(against="judgement")
        score = Decimal(world.rng.randrange(60, 106, 5))
        judge(card, by=world.system, indicator=objective, score=score, evidence="根据客户回访与跨部门协作记录评定")
