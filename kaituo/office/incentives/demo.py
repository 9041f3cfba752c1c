"""The demo company's contests: one decided, with a tie and a purchase that was split; two that run; one announced, one still a draft."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.foundation.records import actions as records
from kaituo.performance.contests.actions.contests import announce, begin, close, confirm
from kaituo.performance.contests.actions.deciding import choose_ranking, decide, hand_over
from kaituo.performance.contests.models import Contest, ContestScope, Prize
from kaituo.performance.contests.reckoning import Desk, Row
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine

MONTHS_AGO, MOST_MADE = 2, 3
RULES = "按签约订单数计算，共享订单按份额计。三天内同一客户的多张订单视为一次采购，由总监判定。取消的订单不计。"
RUNNING_RULES = "完成的拜访才算，签到距离超过允许范围且未获认可的不算。外包同事一起参加，各看各的名次。"


def make(world: World) -> None:
    director, managers = world.people["director"][0], world.people["manager"]
    month = Period.containing(world.today, PeriodKind.MONTH)
    past = month
    for _number in range(MONTHS_AGO):
        past = past.previous()
    post_so_far()
    _finished(world, director, past)
    _running(world, director, managers, month)


def _contest(by: User, scopes: list[dict], prizes: list[tuple], **values) -> Contest:
    contest = records.create(Contest(owner=by, **values), by=by)
    for scope in scopes:
        records.create(ContestScope(contest=contest, **scope), by=by)
    for first, last, amount, thing in prizes:
        records.create(Prize(contest=contest, first_place=first, last_place=last, amount=amount, thing=thing), by=by)
    return contest


def _team(code: str) -> Team:
    return Team.objects.get(code=code)


def _finished(world: World, director: User, past: Period) -> None:
    with world.on(past.start - timedelta(days=6)):
        contest = _contest(
            director,
            [{"team": _team("sales")}],
            [(1, 1, Decimal(5000), ""), (2, 2, Decimal(3000), ""), (3, 3, Decimal(1500), ""), (1, 1, None, "与总经理共进午餐")],
            name=f"{past.start.month} 月签单王",
            measure="orders.order_count",
            starts_on=past.start,
            last_on=past.last_day,
            rules=RULES,
        )
        announce(contest, by=director)
    with world.on(past.start):
        begin(contest, by=world.system)
    _split(world, Desk(contest, past.last_day).board(), past)
    post_so_far()
    _tie(world, contest, past)
    post_so_far()
    with world.on(past.end + timedelta(days=1)):
        close(contest, by=world.system)
    with world.on(past.end + timedelta(days=3)):
        for finding in contest.findings.open():
            decide(finding, by=director, outcome="left_out" if finding.doubt == "split" else "counted", reason=_reason(finding.doubt))
        confirm(contest, by=director)
        for award in contest.awards.exclude(thing=""):
            hand_over(award, by=director)


def _reason(doubt: str) -> str:
    return "客户证实是同一次采购，分两张单只为多记一单；第一张照计。" if doubt == "split" else "订单当月确已签约，取消原因在客户。"


def _split(world: World, rows: list[Row], past: Period) -> None:
    """Two small orders of one customer on two days in a row, by somebody in the middle of the board."""
    person = rows[len(rows) // 3].entrant.person
    account = _customers(person)[0]
    for day in (past.start + timedelta(days=14), past.start + timedelta(days=15)):
        _order(world, account, person, day)


def _tie(world: World, contest: Contest, past: Period) -> None:
    """As many orders as somebody lacks to the place before her, at as many customers."""
    rows = [row for row in Desk(contest, past.last_day).board() if row.placed.place]
    for before, row in itertools.pairwise(rows):
        gap = before.placed.line.figure - row.placed.line.figure
        if gap == 0:
            return
        if gap == int(gap) and gap <= MOST_MADE and len(_customers(row.entrant.person)) > gap:
            for number in range(int(gap)):
                _order(world, _customers(row.entrant.person)[number], row.entrant.person, past.start + timedelta(days=20 + number))
            return


def _customers(person: User) -> list[Account]:
    return list(Account.objects.active().filter(owner=person).order_by("pk")[: MOST_MADE + 1])


def _order(world: World, account: Account, person: User, day: date) -> None:
    product = Product.objects.active().filter(list_price__lt=40_000).order_by("pk").first()
    with world.on(day):
        order = records.create(Order(account=account, owner=person, ordered_on=day, legal_entity=world.things["legal_entities"][0]), by=world.system)
        values = {"quantity": 1, "unit_price": product.list_price, "tax_rate": product.tax_rate, "unit_cost": product.cost}
        records.create(OrderLine(order=order, product=product, description=product.name, **values), by=world.system)
        order.refresh_from_db()
        orders.confirm(order, by=world.system, confirmed_on=day)


def _running(world: World, director: User, managers: list[User], month: Period) -> None:
    start = month.start
    with world.on(start - timedelta(days=4)):
        visits = _contest(
            director,
            [{"team": _team("east")}, {"team": _team("ruixing")}],
            [(1, 1, Decimal(2000), ""), (2, 3, Decimal(800), "")],
            name=f"{start.month} 月拜访赛",
            measure="visits.done_count",
            starts_on=start,
            last_on=month.last_day,
            rules=RUNNING_RULES,
            tie_rule="earlier",
        )
        announce(visits, by=director)
        teams = _contest(
            director,
            [{"team": _team(code)} for code in ("east", "south", "north", "southwest", "overseas")],
            [(1, 1, Decimal(20000), ""), (2, 2, None, "团队建设一天")],
            name=f"{start.month} 月大区人均赛",
            kind="team",
            measure="orders.booked_revenue",
            starts_on=start,
            last_on=month.last_day,
            rules="各大区签约金额除以人数；一等奖奖金由全队平分。",
            is_per_head=True,
        )
        announce(teams, by=director)
    with world.on(start):
        begin(visits, by=world.system)
        begin(teams, by=world.system)
        choose_ranking(True, by=world.people["rep"][2])
    _to_come(world, managers[0], month)


def _to_come(world: World, manager: User, month: Period) -> None:
    """Announced for next month, and a draft for the month after."""
    following = month.next()
    with world.on(world.today):
        first = _contest(
            manager,
            [{"team": _team("east")}],
            [(1, 1, Decimal(1000), "")],
            name="华东首单冲刺",
            kind="first_to",
            measure="orders.booked_revenue",
            figure=Decimal(500_000),
            starts_on=following.start,
            last_on=following.last_day,
            rules="谁先签满五十万；同一天以订单确认的时刻为准。",
            tie_rule="earlier",
        )
        announce(first, by=manager)
        _contest(
            manager,
            [{"team": _team("east")}],
            [(1, 3, None, "带薪休假一天")],
            name="进步最大",
            kind="most_improved",
            measure="visits.done_count",
            least_base=Decimal(5),
            starts_on=following.end,
            last_on=following.end + timedelta(days=29),
            rules="与自己上个月相比；上月不足五次的不参加评比。",
        )
