"""The large company: a fixed one for every scale. At scale 1 it has a million customers and five million events.

It is written straight into the tables, past the verbs, because only its size matters; the demo company shows how real records come about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from time import perf_counter

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from benchmarks.fill import FIRST, Words, day, fill, fill_from, mixed, moment
from kaituo.config.initialise import initialise
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Membership, Role, RoleAssignment, Team, TeamPlacement, User
from kaituo.foundation.metrics.models import SCALE, Entry
from kaituo.foundation.records.models import Event
from kaituo.office.administration.default_roles import make_default_roles
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.pipeline.models import Opportunity, Pipeline, Stage

START = date(2024, 1, 1)
DAYS = 730
TEAM_SIZE = 20
PRODUCTS = 500
RARE_EVERY = 5000
RARE = "鲲鹏"
COMMON = "华东"

PLACES = Words("北京 上海 广州 深圳 杭州 苏州 成都 武汉 西安 南京 华东 华南 华北 天津 重庆 青岛")
NAMES = Words("恒 瑞 泰 丰 盛 达 信 和 安 宏 远 博 新 兴 金 海 天 中 正 百 万 永 昌 祥 明 亮 润 泽 嘉 诚 德 广")
TRADES = Words("机械 电子 科技 贸易 建材 食品 物流 化工 软件 医疗 纺织 家具")
SURNAMES = Words("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗")
STAGES = (("初步接触", "open", "0.1"), ("需求确认", "open", "0.3"), ("方案报价", "open", "0.6"), ("赢单", "won", "1"), ("输单", "lost", "0"))


@dataclass(frozen=True)
class Size:
    """How many rows of each kind there are at a scale."""

    scale: str
    people: int
    accounts: int
    contacts: int
    opportunities: int
    orders: int
    lines: int
    events: int

    @classmethod
    def of(cls, scale: str) -> "Size":
        """Counted in whole ten-thousandths of the full size, so that a scale means the same everywhere."""
        parts = round(float(scale) * 10_000)
        whole = {"accounts": 100, "contacts": 150, "opportunities": 100, "orders": 50, "lines": 200, "events": 500}
        return cls(scale, max(TEAM_SIZE * 2, parts // 5), **{name: each * parts for name, each in whole.items()})


def build(size: Size, say: Callable[[str], None]) -> None:
    """Make the company unless the database has it already. Raises ValueError when the database has another one."""
    mark = settings.HOME / "bench-scale"
    initialise(demo=False)
    if mark.exists() and mark.read_text() == size.scale:
        return
    if mark.exists() or Account.objects.exists():
        raise ValueError(f"{settings.HOME} has a company of another size already; give another KAITUO_HOME (and KAITUO_DATABASE)")
    for part in PARTS:
        began = perf_counter()
        with transaction.atomic():
            part(size)
        say(f"{part.__name__}: {perf_counter() - began:.1f} s")
    index()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    mark.write_text(size.scale)


def frame(_size: Size) -> None:
    """The few rows that everything hangs on."""
    Organisation.objects.get_or_create(defaults={"name": "Benchmark"})
    make_default_roles()
    pipeline = Pipeline.objects.create(name="Benchmark")
    for position, (name, kind, probability) in enumerate(STAGES):
        Stage.objects.create(pipeline=pipeline, name=name, kind=kind, probability=probability, position=position)
    number = "('P' || i)"
    price = f"(10 + {mixed(5, 90000)} / 100)"
    fill(
        Product,
        PRODUCTS,
        name=TRADES.word("(i % 12)") + " || i",
        sort_key="'product ' || i",
        number=number,
        list_price=price,
        cost="5",
        tax_rate="0.13",
    )


def people(size: Size) -> None:
    teams = size.people // TEAM_SIZE
    name = f"{SURNAMES.word('(i % 20)')} || {NAMES.word(mixed(1, 32))}"
    key = f"{SURNAMES.key('(i % 20)')} || ' ' || {NAMES.key(mixed(1, 32))}"
    fill(User, size.people, name=name, sort_key=key, username="'person' || i", password="'!'", language="'zh-hans'")
    fill(Team, teams + 1, name="'团队' || i", code="'team-' || i")
    since = f"'{START - timedelta(days=365)}'"
    fill(TeamPlacement, teams, team_id=f"i + {FIRST}", parent_id=str(FIRST + teams + 1), starts_on=since)
    in_team = f"{FIRST} + 1 + (i - 1) / {TEAM_SIZE}"
    leads = f"(i % {TEAM_SIZE} = 1)"
    fill(Membership, size.people, user_id=f"i + {FIRST}", team_id=in_team, is_lead=leads, starts_on=since)
    rep, manager, everything = (Role.objects.get(key=each).pk for each in ("rep", "manager", "administrator"))
    role = f"CASE WHEN i = 1 THEN {everything} WHEN {leads} THEN {manager} ELSE {rep} END"
    fill(RoleAssignment, size.people, user_id=f"i + {FIRST}", role_id=role, starts_on=since)
    trees.rebuild(Team)


def customers(size: Size) -> None:
    place, first, second, trade = mixed(2, len(PLACES)), mixed(3, len(NAMES)), mixed(4, len(NAMES)), mixed(5, len(TRADES))
    chinese = f"CASE WHEN i % {RARE_EVERY} = 7 THEN '{RARE}' ELSE {NAMES.word(first)} || {NAMES.word(second)} END"
    spelt = f"CASE WHEN i % {RARE_EVERY} = 7 THEN 'kun peng' ELSE {NAMES.key(first)} || ' ' || {NAMES.key(second)} END"
    fill(
        Account,
        size.accounts,
        name=f"{PLACES.word(place)} || {chinese} || {TRADES.word(trade)} || '有限公司'",
        sort_key=f"{PLACES.key(place)} || ' ' || {spelt} || ' ' || {TRADES.key(trade)} || ' you xian gong si'",
        number="'C-' || i",
        owner_id=owner(size),
        status=one_of("prospect customer dormant lost", 6),
        account_class=one_of("a b c d", 7),
        industry=one_of("manufacturing trade construction it finance health", 8),
        city=PLACES.word(place),
        phone=f"'021' || (10000000 + {mixed(9, 899999)})",
        credit_limit=mixed(10, 900000),
        created_at=moment(START, mixed(11, DAYS)),
        version="1",
    )
    who = f"{SURNAMES.word(mixed(12, 20))} || {NAMES.word(mixed(13, 32))}"
    key = f"{SURNAMES.key(mixed(12, 20))} || ' ' || {NAMES.key(mixed(13, 32))}"
    account = f"{FIRST} + 1 + (i - 1) % {size.accounts}"
    fill(Contact, size.contacts, account_id=account, name=who, sort_key=key, mobile=f"'138' || (10000000 + {mixed(14, 899999)})", version="1")


def deals(size: Size) -> None:
    """Of five deals one is won and one lost; a deal belongs to whoever has the customer."""
    stages = list(Stage.objects.order_by("position").values_list("pk", flat=True))
    won, lost = "i % 5 = 3", "i % 5 = 4"
    closed = day(START, mixed(15, DAYS))
    fill(
        Opportunity,
        size.opportunities,
        name=f"{TRADES.word(mixed(16, 12))} || '项目' || i",
        number="'OP-' || i",
        account_id=f"{FIRST} + i",
        owner_id=owner(size),
        pipeline_id=str(Pipeline.objects.get().pk),
        stage_id=f"{stages[0]} + i % 5",
        furthest_stage_id=f"{stages[0]} + i % 4",
        amount=f"1000 + {mixed(17, 900000)}",
        expected_on=day(START, f"{DAYS} + {mixed(18, 180)}"),
        won_on=f"CASE WHEN {won} THEN {closed} END",
        lost_on=f"CASE WHEN {lost} THEN {closed} END",
        created_at=moment(START, mixed(19, DAYS)),
        version="1",
    )


def orders(size: Size) -> None:
    each = size.lines // size.orders
    order = f"(1 + (i - 1) / {each})"
    placed = day(START, mixed(20, DAYS))
    net = " + ".join(line_amount(f"((i - 1) * {each} + {place})") for place in range(1, each + 1))
    fill(
        Order,
        size.orders,
        number="'SO-' || i",
        account_id=f"{FIRST} + i",
        owner_id=owner(size),
        currency="'CNY'",
        status=one_of("confirmed delivered delivered cancelled", 21),
        ordered_on=placed,
        confirmed_on=placed,
        net_amount=net,
        gross_amount=net,
        created_at=moment(START, mixed(20, DAYS)),
        version="1",
    )
    quantity, price = line_quantity("i"), line_price("i")
    product = f"{FIRST} + 1 + {mixed(22, PRODUCTS)}"
    amounts = {"quantity": quantity, "unit_price": price, "amount": f"{quantity} * {price}", "tax_rate": "0"}
    fill(OrderLine, size.lines, order_id=f"{FIRST} + {order}", position=f"i % {each}", product_id=product, version="1", **amounts)


def history(size: Size) -> None:
    """Events about customers and deals, as many for each."""
    about_account = "i % 2 = 0"
    fill(
        Event,
        size.events,
        name=one_of("record.changed record.changed record.created record.commented", 23),
        subject_type=f"CASE WHEN {about_account} THEN 'customers.Account' ELSE 'pipeline.Opportunity' END",
        subject_id=f"{FIRST} + 1 + (i / 2) % {size.accounts}",
        subject_text="'第' || i || '号'",
        actor_id=f"{FIRST} + 1 + {mixed(24, size.people)}",
        at=moment(START, f"i * {DAYS} / {size.events}"),
        changes="""'{"status": ["prospect", "customer"]}'""",
    )


def ledger(_size: Size) -> None:
    """The entries of four measures, as posting would write them: one for each line, order and closed or open deal."""
    booked = "orders_order o JOIN orders_orderline s ON s.order_id = o.id WHERE o.status <> 'cancelled'"
    post("orders.booked_revenue", "orders.OrderLine", booked, on="o.confirmed_on", owner="o.owner_id", amount="s.amount", currency="'CNY'")
    post("orders.units", "orders.OrderLine", booked, on="o.confirmed_on", owner="o.owner_id", amount="s.quantity")
    whole = "orders_order s WHERE s.status <> 'cancelled'"
    post("orders.order_count", "orders.Order", whole, on="s.confirmed_on", owner="s.owner_id", amount="1")
    won = "pipeline_opportunity s WHERE s.won_on IS NOT NULL"
    post("pipeline.won_amount", "pipeline.Opportunity", won, on="s.won_on", owner="s.owner_id", amount="s.amount", currency="'CNY'")
    still_open = "pipeline_opportunity s WHERE s.won_on IS NULL AND s.lost_on IS NULL"
    post("pipeline.open_amount", "pipeline.Opportunity", still_open, on="s.expected_on", owner="s.owner_id", amount="s.amount", currency="'CNY'")


def post(measure: str, kind: str, source: str, *, on: str, owner: str, amount: str, currency: str = "''") -> None:
    scaled = f"{amount} * {SCALE}"
    fill_from(
        Entry,
        source,
        measure=f"'{measure}'",
        on=on,
        earned_on=on,
        person_id=owner,
        team_id=f"{FIRST} + 1 + ({owner} - {FIRST} - 1) / {TEAM_SIZE}",
        amount=f"CAST({scaled} AS bigint)",
        original_amount=f"CAST({scaled} AS bigint)",
        currency=currency,
        source_type=f"'{kind}'",
        source_id="s.id",
    )


def index() -> None:
    """Fill the search index, where the product has one."""
    if apps.is_installed("kaituo.foundation.search"):
        import_module("kaituo.foundation.search.renewing").rebuild()


def owner(size: Size) -> str:
    return f"{FIRST} + 1 + i % {size.people}"


def one_of(words: str, salt: int) -> str:
    listed = words.split()
    arms = " ".join(f"WHEN {number} THEN '{word}'" for number, word in enumerate(listed))
    return f"CASE {mixed(salt, len(listed))} {arms} END"


def line_quantity(line: str) -> str:
    return f"(1 + {mixed(25, 20, line)})"


def line_price(line: str) -> str:
    return f"(10 + {mixed(26, 900, line)})"


def line_amount(line: str) -> str:
    return f"{line_quantity(line)} * {line_price(line)}"


PARTS = (frame, people, customers, deals, orders, history, ledger)
