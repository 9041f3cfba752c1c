"""The demo company's customers: three hundred believable firms and the people in them."""

from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.credit_codes import check_sign
from kaituo.foundation.records import actions as records

from .choices import AccountClass, AccountStatus, ContactRole, Industry
from .models import Account, Contact

PLACES = {
    "east": [("上海", "上海"), ("浙江", "杭州"), ("浙江", "宁波"), ("江苏", "苏州"), ("江苏", "南京"), ("江苏", "无锡"), ("安徽", "合肥")],
    "south": [("广东", "深圳"), ("广东", "广州"), ("广东", "东莞"), ("广东", "佛山"), ("福建", "厦门")],
    "north": [("北京", "北京"), ("天津", "天津"), ("山东", "济南"), ("山东", "青岛"), ("河北", "石家庄")],
    "southwest": [("四川", "成都"), ("重庆", "重庆"), ("云南", "昆明"), ("贵州", "贵阳")],
    "ruixing": [("浙江", "温州"), ("浙江", "嘉兴"), ("江苏", "常州"), ("江苏", "南通")],
}
FIRST = [
    "恒",
    "宏",
    "瑞",
    "盛",
    "德",
    "鑫",
    "博",
    "天",
    "华",
    "中",
    "东",
    "远",
    "卓",
    "明",
    "凯",
    "联",
    "嘉",
    "泰",
    "锦",
    "新",
    "科",
    "创",
    "智",
    "海",
    "金",
]
SECOND = ["信", "达", "远", "昌", "丰", "源", "泽", "诚", "润", "辉", "通", "腾", "锐", "航", "力", "宇", "维", "图", "芯", "电"]
TRADES = {
    Industry.MANUFACTURING: ["精密机械", "汽车零部件", "电子科技", "新能源科技", "五金制品", "模具", "电机"],
    Industry.LOGISTICS: ["物流装备", "智慧物流"],
    Industry.FOOD: ["食品", "饮料"],
    Industry.HEALTH: ["医疗器械", "生物科技"],
    Industry.TRADE: ["贸易", "机电设备"],
    Industry.ENERGY: ["化工", "电池材料"],
}
ABROAD = [
    ("Nordhaus Maschinenbau GmbH", "Germany", "Stuttgart", "EUR"),
    ("Lindqvist Automation AB", "Sweden", "Göteborg", "EUR"),
    ("Officine Ferraro S.p.A.", "Italy", "Torino", "EUR"),
    ("Atelier Moreau SARL", "France", "Lyon", "EUR"),
    ("Brightwater Robotics Ltd", "United Kingdom", "Leeds", "USD"),
    ("Cascade Packaging Inc.", "USA", "Portland", "USD"),
    ("Great Lakes Tooling LLC", "USA", "Cleveland", "USD"),
    ("Sakura Seiki K.K.", "Japan", "Nagoya", "JPY"),
    ("Lion City Precision Pte Ltd", "Singapore", "Singapore", "USD"),
    ("Van der Berg Food Systems B.V.", "Netherlands", "Utrecht", "EUR"),
    ("Ibérica de Envases S.L.", "Spain", "Valencia", "EUR"),
    ("Maple Leaf Conveyors Ltd", "Canada", "Toronto", "USD"),
]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑"
GIVEN = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "建国",
    "晓明",
    "思琪",
    "子涵",
    "文博",
]
TITLES = [
    ("总经理", ContactRole.DECIDES),
    ("采购经理", ContactRole.BUYS),
    ("生产总监", ContactRole.DECIDES),
    ("设备主管", ContactRole.USES),
    ("工艺工程师", ContactRole.INFLUENCES),
    ("财务经理", ContactRole.PAYS),
]
PER_SELLER = (6, 9)
UNOWNED = 14
LIMITS = [None, 5_000_000, 8_000_000, 12_000_000, 20_000_000]


def make(world: World) -> None:
    names: set[str] = set()
    accounts = []
    for seller in world.sellers:
        region = seller.memberships.select_related("team").first().team.code
        if region == "overseas":
            continue
        count = world.rng.randint(*PER_SELLER)
        accounts += [_account(world, _name(world, names, place), place, seller) for place in world.rng.choices(PLACES[region], k=count)]
    accounts += [_account(world, _name(world, names, place), place, None) for place in world.rng.choices(PLACES["east"], k=UNOWNED)]
    overseas = [user for user in world.people["rep"] if user.memberships.filter(team__code="overseas").exists()]
    accounts += [_abroad(world, each, overseas[number % len(overseas)]) for number, each in enumerate(ABROAD)]
    with world.on(world.start):
        world.things["accounts"] = records.create_many(accounts, by=world.system)
        records.create_many([contact for account in accounts for contact in _contacts(world, account)], by=world.system)


def _name(world: World, taken: set[str], place: tuple[str, str]) -> tuple[str, str]:
    """A company name nobody has yet, and its industry."""
    while True:
        industry = world.rng.choices(list(TRADES), weights=[12, 2, 2, 2, 2, 2])[0]
        trade = world.rng.choice(TRADES[industry])
        name = f"{place[1]}{world.rng.choice(FIRST)}{world.rng.choice(SECOND)}{trade}{world.rng.choice(['有限公司', '有限公司', '股份有限公司', '集团有限公司'])}"
        if name not in taken:
            taken.add(name)
            return name, industry


def _account(world: World, named: tuple[str, str], place: tuple[str, str], owner: User | None) -> Account:
    name, industry = named
    grade = world.rng.choices(list(AccountClass), weights=[1, 3, 5, 2])[0]
    limit = world.rng.choice(LIMITS)
    code = f"91{world.rng.randint(10**14, 10**15 - 1)}"
    return Account(
        name=name,
        owner=owner,
        industry=industry,
        country="中国",
        region=place[0],
        city=place[1],
        address=f"工业园区创新路 {world.rng.randint(1, 399)} 号",
        phone=f"0{world.rng.randint(21, 29)}-{world.rng.randint(50_000_000, 88_999_999)}",
        account_class=grade,
        status=AccountStatus.PROSPECT,
        tax_number=code + check_sign(code),
        invoice_title=name,
        credit_limit=Decimal(limit) if limit else None,
        payment_days=world.rng.choice([30, 30, 60, 90]),
    )


def _abroad(world: World, firm: tuple[str, str, str, str], owner: User) -> Account:
    name, country, city, currency = firm
    return Account(
        name=name,
        owner=owner,
        industry=Industry.MANUFACTURING,
        country=country,
        city=city,
        currency=currency,
        account_class=world.rng.choice(["a", "b"]),
        status=AccountStatus.PROSPECT,
        payment_days=45,
    )


def _contacts(world: World, account: Account) -> list[Contact]:
    chosen = world.rng.sample(TITLES, k=world.rng.randint(1, 3))
    if account.currency != "CNY":
        names = [("Anna Keller", "Procurement"), ("Marc Dubois", "Plant manager"), ("Sofia Rossi", "Engineering")]
        name, title = world.rng.choice(names)
        return [Contact(account=account, name=name, title=title, role=ContactRole.BUYS, is_primary=True)]
    return [
        Contact(
            account=account,
            name=world.rng.choice(SURNAMES) + world.rng.choice(GIVEN),
            title=title,
            role=role,
            is_primary=number == 0,
            mobile=f"1{world.rng.choice('35789')}{world.rng.randint(100_000_000, 999_999_999)}",
        )
        for number, (title, role) in enumerate(chosen)
    ]
