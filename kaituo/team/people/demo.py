"""The people of the demo company: sixty, of every engagement type, in their teams."""

from datetime import date, timedelta

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Helping, Membership, Team, User
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records import actions as records

from .models import Office, Staff, Strength

LONG_AGO = date(2019, 3, 1)

OFFICES = [
    ("SH", "上海", "浦东新区张江路 88 号", "021-5888 0000"),
    ("SZ", "深圳", "南山区科技南十二路 18 号", "0755-2688 0000"),
    ("BJ", "北京", "海淀区中关村大街 27 号", "010-6258 0000"),
    ("CD", "成都", "高新区天府大道 1388 号", "028-8533 0000"),
]

TEAMS = [
    ("sales", "销售中心", "", "internal"),
    ("east", "华东大区", "sales", "internal"),
    ("south", "华南大区", "sales", "internal"),
    ("north", "华北大区", "sales", "internal"),
    ("southwest", "西南大区", "sales", "internal"),
    ("overseas", "海外部", "sales", "internal"),
    ("ruixing", "锐行销售外包", "east", "agency"),
    ("back-office", "销售内勤", "sales", "internal"),
    ("finance", "财务部", "", "internal"),
    ("service", "客户服务部", "", "internal"),
    ("training", "培训部", "", "internal"),
    ("it", "信息部", "", "internal"),
    ("hengda", "恒达自动化（渠道）", "", "partner"),
]
"""Code, name, code of the team above, kind."""

CAST = [
    ("director", "陈国强", "sales", "SH", "employed", "销售总监", True),
    ("manager", "李静", "east", "SH", "employed", "华东大区经理", True),
    ("manager", "黄志明", "south", "SZ", "employed", "华南大区经理", True),
    ("manager", "赵海峰", "north", "BJ", "employed", "华北大区经理", True),
    ("manager", "罗雪梅", "southwest", "CD", "employed", "西南大区经理", True),
    ("manager", "林嘉怡", "overseas", "SH", "employed", "海外部经理", True),
    ("rep", "王芳", "east", "SH", "employed", "客户经理", False),
    ("rep", "张伟", "east", "SH", "employed", "高级客户经理", False),
    ("rep", "刘洋", "east", "SH", "employed", "客户经理", False),
    ("rep", "周婷", "east", "SH", "employed", "客户经理", False),
    ("rep", "吴磊", "east", "SH", "stationed", "驻杭州客户经理", False),
    ("rep", "徐丽娜", "east", "SH", "stationed", "驻南京客户经理", False),
    ("rep", "孙浩然", "east", "SH", "stationed", "驻苏州客户经理", False),
    ("rep", "朱晓彤", "east", "SH", "remote", "客户经理", False),
    ("rep", "胡建军", "east", "SH", "employed", "大客户经理", False),
    ("rep", "郭俊杰", "south", "SZ", "employed", "高级客户经理", False),
    ("rep", "何美玲", "south", "SZ", "employed", "客户经理", False),
    ("rep", "高翔", "south", "SZ", "employed", "客户经理", False),
    ("rep", "林志强", "south", "SZ", "stationed", "驻广州客户经理", False),
    ("rep", "郑佳敏", "south", "SZ", "stationed", "驻东莞客户经理", False),
    ("rep", "谢文博", "south", "SZ", "remote", "客户经理", False),
    ("rep", "宋雨晴", "south", "SZ", "employed", "客户经理", False),
    ("rep", "唐志远", "north", "BJ", "employed", "大客户经理", False),
    ("rep", "韩雪", "north", "BJ", "employed", "客户经理", False),
    ("rep", "冯强", "north", "BJ", "employed", "客户经理", False),
    ("rep", "董思远", "north", "BJ", "stationed", "驻济南客户经理", False),
    ("rep", "萧红", "north", "BJ", "stationed", "驻天津客户经理", False),
    ("rep", "程浩", "north", "BJ", "stationed", "驻青岛客户经理", False),
    ("rep", "曹颖", "north", "BJ", "employed", "客户经理", False),
    ("rep", "袁野", "southwest", "CD", "employed", "高级客户经理", False),
    ("rep", "邓超群", "southwest", "CD", "employed", "客户经理", False),
    ("rep", "许晴", "southwest", "CD", "stationed", "驻重庆客户经理", False),
    ("rep", "傅刚", "southwest", "CD", "stationed", "驻昆明客户经理", False),
    ("rep", "沈悦", "southwest", "CD", "remote", "客户经理", False),
    ("rep", "Emma Clarke", "overseas", "SH", "remote", "Account manager, Europe", False),
    ("rep", "曾子轩", "overseas", "SH", "employed", "海外客户经理", False),
    ("rep", "彭丹", "overseas", "SH", "employed", "海外客户经理", False),
    ("agency_coordinator", "吕明辉", "ruixing", "", "outsourced", "锐行项目负责人", True),
    ("outsourced_rep", "苏敏", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "卢凯", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "蒋欣怡", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "蔡勇", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "贾玲玲", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "丁一鸣", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "魏然", "ruixing", "", "outsourced", "外包销售", False),
    ("outsourced_rep", "薛佳", "ruixing", "", "outsourced", "外包销售", False),
    ("back_office", "阎小燕", "back-office", "SH", "back_office", "销售内勤", False),
    ("back_office", "叶秀英", "back-office", "SH", "back_office", "销售内勤主管", True),
    ("back_office", "余倩", "back-office", "SZ", "back_office", "销售内勤", False),
    ("back_office", "潘虹", "back-office", "BJ", "back_office", "销售内勤", False),
    ("back_office", "杜鹃", "back-office", "CD", "back_office", "销售内勤", False),
    ("finance", "戴敏", "finance", "SH", "employed", "财务经理", True),
    ("finance", "夏雨", "finance", "SH", "employed", "应收会计", False),
    ("finance", "钟华", "finance", "SH", "employed", "薪酬会计", False),
    ("service", "汪涛", "service", "SH", "employed", "服务主管", True),
    ("service", "田甜", "service", "SH", "employed", "服务工程师", False),
    ("service", "任杰", "service", "SZ", "employed", "服务工程师", False),
    ("trainer", "姜文静", "training", "SH", "employed", "销售培训师", True),
    ("administrator", "范晓东", "it", "SH", "employed", "系统管理员", True),
    ("partner", "方明", "hengda", "", "outsourced", "渠道经理", True),
]
"""Part, name, team, office, engagement, position, leads the team."""

HELPED = {"阎小燕": "east", "余倩": "south", "潘虹": "north", "杜鹃": "southwest"}
"""Which back-office person acts for whose reps."""

JOINED_LATE = {"宋雨晴": 200, "沈悦": 95, "薛佳": 60}
"""Days before today on which newcomers joined."""


STRENGTHS = [
    ("张伟", {"industry": "manufacturing"}, 5),
    ("王芳", {"industry": "food"}, 4),
    ("刘洋", {"industry": "logistics"}, 3),
    ("周婷", {"language": "en"}, 4),
    ("胡建军", {"skill": "大客户谈判"}, 5),
    ("郭俊杰", {"industry": "manufacturing"}, 4),
    ("何美玲", {"industry": "health"}, 4),
    ("谢文博", {"skill": "方案设计"}, 4),
    ("唐志远", {"skill": "大客户谈判"}, 4),
    ("韩雪", {"industry": "energy"}, 3),
    ("袁野", {"industry": "manufacturing"}, 4),
    ("Emma Clarke", {"language": "en"}, 5),
    ("曾子轩", {"language": "en"}, 4),
]
"""Who is good at what, and how well."""


def make(world: World) -> None:
    with world.on(world.start):
        offices = {code: records.create(_office(code, city, address, phone), by=world.system) for code, city, address, phone in OFFICES}
        teams = {code: records.create(Team(code=code, name=name, kind=kind), by=world.system) for code, name, _above, kind in TEAMS}
        for code, _name, above, _kind in TEAMS:
            trees.place(teams[code], teams.get(above), on=LONG_AGO)
        for number, member in enumerate(CAST, 1):
            _hire(world, number, member, offices, teams)
        _help(world, teams)
        _strengthen(world)
    world.things["teams"] = teams


def _office(code: str, city: str, address: str, phone: str) -> Office:
    return Office(code=code, city=city, country="中国", address=address, phone=phone)


def _hire(world: World, number: int, member: tuple, offices: dict[str, Office], teams: dict[str, Team]) -> None:
    part, name, team, office, engagement, title, leads = member
    is_english = name.isascii()
    joined = world.today - timedelta(days=JOINED_LATE[name]) if name in JOINED_LATE else LONG_AGO + timedelta(days=37 * number)
    staff = Staff(
        number=f"HT{number:03d}",
        name=name,
        engagement=engagement,
        job_title=title,
        is_senior=leads or number % 3 == 0,
        team=teams[team],
        office=offices.get(office),
        email=f"{_address(name)}@huatuo.example",
        phone=f"138{world.rng.randint(10_000_000, 99_999_999)}",
        language="en" if is_english else "zh-hans",
        time_zone="Europe/London" if is_english else "",
        joined_on=joined,
    )
    records.create(staff, by=world.system)
    staff.refresh_from_db()
    Membership.objects.filter(user=staff.user).update(is_lead=leads)
    world.joined_on[staff.user_id] = joined
    world.people.setdefault(part, []).append(staff.user)


def _address(name: str) -> str:
    return sort_key(name).replace(" ", "." if name.isascii() else "")


def _help(world: World, teams: dict[str, Team]) -> None:
    for name, code in HELPED.items():
        helper = User.objects.get(name=name)
        for membership in teams[code].memberships.select_related("user"):
            Helping.objects.create(helper=helper, rep=membership.user, starts_on=world.start)


def _strengthen(world: World) -> None:
    for name, what, level in STRENGTHS:
        records.create(Strength(staff=Staff.objects.get(name=name), level=level, since_on=LONG_AGO, **what), by=world.system)
