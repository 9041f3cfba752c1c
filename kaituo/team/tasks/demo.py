"""The demo company's boards: two projects for each team, one for everybody and a private one, and what sellers have to do about their customers."""

from datetime import date, timedelta

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, Team, User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.models import Tag, TagUse
from kaituo.sales.customers.models import Account

from . import actions
from .choices import Level, TaskState
from .models import Board, CardList, ChecklistItem, Dependency, Project, ProjectMember, Task, TaskLink

LISTS = [("待办", None, False), ("进行中", 5, False), ("待确认", 4, False), ("已完成", None, True)]
CAMPAIGN = [
    ("确定目标客户名单", ["导出未复购客户", "按行业筛选", "与各代表核对"]),
    ("准备产品演示材料", ["更新案例页", "录制演示视频"]),
    ("预订展位与物料", ["展位确认", "易拉宝设计", "名片加印"]),
    ("邀请重点客户参加", ["电话邀请", "发送邀请函", "确认到场人数"]),
    ("安排现场接待排班", []),
    ("活动后 48 小时内回访", ["分配线索", "首次电话", "录入跟进"]),
    ("整理竞品报价对比", []),
    ("复盘活动投入产出", ["统计线索数", "核算费用"]),
]
SERVICE = [
    ("验收前现场巡检", ["设备状态", "软件版本"]),
    ("补齐项目竣工资料", []),
    ("更新客户联系人", []),
    ("准备季度业务回顾", ["拉取订单数据", "准备改进建议"]),
    ("处理样机归还", []),
    ("跟进未开票订单", []),
]
RULES = [("确定新版报价模板", []), ("修订折扣审批流程", ["收集意见", "法务确认"]), ("新人上手手册更新", []), ("统一客户编码规则", [])]
HIRING = [("华东区域销售招聘", ["筛选简历", "安排面试"]), ("团队调薪方案", []), ("区域划分调整草案", [])]
ALONE = ["给客户寄样品", "补录名片", "准备下周拜访资料", "回复技术部问题", "更新报价有效期", "整理合同扫描件"]
TAGS = [("紧急", "red"), ("客户现场", "blue"), ("需协作", "violet"), ("文档", "grey")]
SAID = ["材料已放到附件，请看一下。", "客户希望提前两天，能安排吗？", "已确认，下周一前完成。", "这个需要技术部配合。"]
ROUND = timedelta(days=120)


def make(world: World) -> None:
    tags = [Tag.objects.filter(name=name).first() or records.create(Tag(name=name, colour=colour), by=world.system) for name, colour in TAGS]
    for lead in _leads(world):
        team = _team(world, lead.team)
        _project(world, tags, f"{lead.team} 市场活动", lead.user, lead.team, team, "team", CAMPAIGN, "秋季展会")
        _project(world, tags, f"{lead.team} 客户服务", lead.user, lead.team, team, "team", SERVICE, "服务跟进")
    director = world.people["director"][0]
    managers = world.people["manager"]
    _project(world, tags, "销售制度更新", director, None, managers, "company", RULES, "制度")
    _project(world, tags, "组织调整", director, None, managers[:1], "private", HIRING, "组织")
    for seller in world.sellers:
        if world.is_here(seller.pk, world.today):
            _alone(world, seller)


def _leads(world: World) -> list[Membership]:
    rows = Membership.objects.on(world.today).filter(is_lead=True, user__in=world.people["manager"])
    return list(rows.select_related("user", "team").order_by("team__code"))


def _team(world: World, team: Team) -> list[User]:
    return [row.user for row in Membership.objects.on(world.today).filter(team=team).select_related("user").order_by("user")]


def _project(
    world: World, tags: list[Tag], name: str, owner: User, team: Team | None, people: list[User], openness: str, work: list, board: str
) -> None:
    begun = world.day(world.today - ROUND, world.today - timedelta(days=60))
    with world.on(begun):
        project = records.create(Project(name=name, owner=owner, team=team, openness=openness), by=owner)
        others = [person for person in people if person.pk != owner.pk]
        records.create_many([ProjectMember(project=project, person=person, level=Level.EDIT) for person in others], by=owner)
        row = records.create(Board(project=project, name=board), by=owner)
        lists = [CardList(board=row, name=label, position=at, task_limit=limit, is_for_done=done) for at, (label, limit, done) in enumerate(LISTS)]
        records.create_many(lists, by=owner)
    _tasks(world, tags, row, lists, people or [owner], work, owner)
    if work is CAMPAIGN and team is not None and not Board.objects.filter(is_template=True).exists():
        with world.on(world.today - timedelta(days=30)):
            actions.keep_as_template(row, by=owner, name="展会筹备模板")


def _tasks(world: World, tags: list[Tag], board: Board, lists: list[CardList], people: list[User], work: list, owner: User) -> None:
    """Those at the front of the work are done, the later ones lie ahead."""
    calendar, rows = work_calendar(), []
    for number, (title, _items) in enumerate(work):
        at = min(number * len(lists) // len(work), len(lists) - 1)
        card_list = lists[len(lists) - 1 - at]
        due = calendar.on_or_after(world.today + timedelta(days=(number - len(work) // 2) * 4 + world.rng.randint(-2, 3)))
        row = Task(title=title, board=board, card_list=card_list, owner=world.rng.choice(people), due_on=due, position=(number + 1) * 1024)
        if card_list.is_for_done:
            row.state, row.done_on = TaskState.DONE, min(due, world.today)
        rows.append(row)
    with world.on(world.today - timedelta(days=45)):
        records.create_many(rows, by=owner)
        records.create_many(
            [_item(world, row, text, at) for row, (_title, items) in zip(rows, work, strict=True) for at, text in enumerate(items)], by=owner
        )
        records.create_many([Dependency(task=rows[-1], blocked_by=rows[-2])], by=owner)
        TagUse.objects.bulk_create(
            [TagUse(tag=world.rng.choice(tags), subject_type=row.label, subject_id=row.pk) for row in rows if world.chance(60)]
        )
    for row in world.rng.sample(rows, k=2):
        with world.on(world.today - timedelta(days=world.rng.randint(1, 20))):
            comment(row, by=world.rng.choice([owner, row.owner]) if row.owner in people else owner, text=world.rng.choice(SAID))


def _item(world: World, row: Task, text: str, at: int) -> ChecklistItem:
    return ChecklistItem(task=row, text=text, position=at, is_ticked=row.state == TaskState.DONE or (row.card_list.position > 0 and world.chance(50)))


def _alone(world: World, seller: User) -> None:
    """A few of her own, some about her customers."""
    accounts = list(Account.objects.active().filter(owner=seller).order_by("pk")[:20])
    rows = []
    for title in world.rng.sample(ALONE, k=3):
        due: date = world.today + timedelta(days=world.rng.choice([-3, 0, 0, 1, 3, 6]))
        rows.append(Task(title=title, owner=seller, due_on=due, position=1024))
    with world.on(world.today - timedelta(days=6)):
        records.create_many(rows, by=seller)
        about = [TaskLink(task=row, subject_type=Account._meta.label, subject_id=world.rng.choice(accounts).pk) for row in rows if accounts]
        records.create_many(about, by=seller)
