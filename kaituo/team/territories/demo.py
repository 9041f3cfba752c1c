"""The demo company's territories: a tree of regions with the people who work in them, key customers by name, and one overlap to mend."""

from datetime import date

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Territory, User
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.choices import AccountClass, Industry
from kaituo.sales.customers.models import Account

from . import actions
from .covering import refresh
from .models import NamedAccount, TerritoryPart

TREE = [
    ("cn", "全国", "", [], ""),
    ("east", "华东", "cn", [], ""),
    ("shanghai", "上海", "east", ["310000"], "张伟"),
    ("jiangsu-south", "苏南", "east", ["320100", "320200", "320400", "320500", "321100"], "孙浩然"),
    ("jiangsu-north", "苏中苏北", "east", ["320600"], "徐丽娜"),
    ("zhejiang", "浙江", "east", ["330000"], "吴磊"),
    ("anhui", "安徽", "east", ["340000"], "刘洋"),
    ("south", "华南", "cn", [], ""),
    ("guangdong", "广东", "south", ["440000"], "郭俊杰"),
    ("fujian", "福建", "south", ["350000"], "宋雨晴"),
    ("north", "华北", "cn", [], ""),
    ("jingjinji", "京津冀", "north", ["110000", "120000", "130000"], "韩雪"),
    ("shandong", "山东", "north", ["370000"], "程浩"),
    ("southwest", "西南", "cn", [], ""),
    ("sichuan-chongqing", "川渝", "southwest", ["510000", "500000"], "袁野"),
    ("yunnan-guizhou", "云贵", "southwest", ["530000", "520000"], "傅刚"),
    ("key-accounts", "重点客户", "", [], "胡建军"),
    ("energy", "能源行业组", "", [], "朱晓彤"),
]
"""Code, name, code of the territory above, divisions, whose it is."""
KEY_ACCOUNTS = 8
REGIONS = ("east", "south", "north", "southwest")
"""Codes of territories that go by the same word as the team that works there."""


def make(world: World) -> None:
    with world.on(world.start):
        found: dict[str, Territory] = {}
        for code, name, above, divisions, person in TREE:
            found[code] = records.create(Territory(code=code, name=name), by=world.system)
            if above:
                actions.place(found[code], by=world.system, parent=found[above], on=world.start)
            if person:
                actions.join(found[code], by=world.system, person=User.objects.get(name=person), on=world.start)
            for division in divisions:
                records.create(_part(found[code], world.start, division=division), by=world.system)
        records.create(_part(found["energy"], world.start, industry=Industry.ENERGY, division="330000"), by=world.system)
        for code in REGIONS:
            _join_region(world, found[code], code)
        _name_key_accounts(world, found["key-accounts"])
        refresh()


def _join_region(world: World, territory: Territory, code: str) -> None:
    """Whoever sells there and has no territory of her own works in the whole region."""
    for person in world.people["rep"]:
        if person.memberships.filter(team__code=code).exists() and not person.territory_memberships.exists():
            actions.join(territory, by=world.system, person=person, on=world.start)


def _part(territory: Territory, starts_on: date, **values: str) -> TerritoryPart:
    return TerritoryPart(territory=territory, starts_on=starts_on, **values)


def _name_key_accounts(world: World, territory: Territory) -> None:
    largest = Account.objects.active().filter(account_class=AccountClass.A, owner__isnull=False).order_by("pk")[:KEY_ACCOUNTS]
    for account in largest:
        records.create(NamedAccount(territory=territory, account=account, starts_on=world.start), by=world.system)
