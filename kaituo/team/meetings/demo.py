"""The demo company's meetings: each team's review every two weeks, and a one-on-one with each seller every month."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.recurrence import Rhythm, following
from kaituo.foundation.records import actions as records
from kaituo.team.tasks.models import Task, TaskLink

from .choices import ItemState, MeetingKind, MeetingState
from .events import MEETING_PLANNED
from .models import AgendaItem, Attendee, CoachingNote, Decision, Meeting, PrivateNote

MONTHS = timedelta(days=400)
REVIEWS = timedelta(days=70)
TOPICS = ["重点商机进展", "本月回款情况", "竞品动态", "客户投诉处理", "下月拜访计划", "新产品培训安排", "报价审批时效", "展会线索分配"]
OUTCOMES = ["已明确负责人", "按计划推进", "下周给出方案", "与技术部确认后执行"]
DECISIONS = ["折扣超过 8% 的报价先与经理沟通", "逾期 30 天以上的客户每周跟进一次", "展会线索 48 小时内首次联系", "样机统一由内勤登记"]
PROTOCOLS = ["逐项过了重点商机，两单推进到谈判阶段；回款缺口主要在两家老客户。", "讨论了下月目标分解，大家确认了各自的拜访计划。"]
TALKS = ["本月业绩与管道", "上次行动的进展", "遇到的困难与需要的支持", "下个月的三件事"]
DONE = ["复盘丢单原因并写成一页纸", "拜访三家沉默客户", "练习新的演示脚本", "整理重点客户决策链"]
COACHED = ["提问很到位，但过早谈价格；下次先确认预算来源。", "跟进节奏稳定，可以多让客户复述需求。", "谈判中让步太快，约定下次一起准备底线。"]


def make(world: World) -> None:
    for lead in (
        Membership.objects.on(world.today).filter(is_lead=True, user__in=world.people["manager"]).select_related("user", "team").order_by("pk")
    ):
        team = [
            row.user
            for row in Membership.objects.on(world.today).filter(team=lead.team).exclude(user=lead.user).select_related("user").order_by("user")
        ]
        _reviews(world, lead.user, f"{lead.team} 业务复盘", team)
        for person in team:
            _talks(world, lead.user, person)


def _days(world: World, back: timedelta, rhythm: Rhythm, begins: int) -> list:
    """Past days of the rhythm, and the one to come."""
    calendar = work_calendar()
    day = calendar.on_or_after(world.today - back + timedelta(days=begins))
    found = [day]
    while found[-1] <= world.today:
        found.append(following(found[-1], rhythm, calendar, anchor=day.day))
    return found


def _series(world: World, days: list, hour: time, **values) -> list[Meeting]:
    """The first of them carries the others."""
    rows = []
    for day in days:
        starts_at = timezone.make_aware(datetime.combine(day, hour))
        state = MeetingState.HELD if day < world.today else MeetingState.PLANNED
        rows.append(Meeting(**values, starts_at=starts_at, state=state, root=rows[0] if rows else None))
        if len(rows) == 1:
            with world.on(day):
                records.create(rows[0], by=values["owner"], says=MEETING_PLANNED)
    with world.on(world.today - timedelta(days=7)):
        records.create_many(rows[1:], by=values["owner"], says=MEETING_PLANNED)
    return rows


def _reviews(world: World, lead: User, title: str, team: list[User]) -> None:
    days = _days(world, REVIEWS, Rhythm.FORTNIGHTLY, world.rng.randint(0, 4))
    values = {"title": title, "owner": lead, "minutes": 60, "repeats": "fortnightly", "place": "二楼会议室"}
    rows = _series(world, days, time(15), **values, tencent_url="https://meeting.tencent.com/dm/kaituo-demo", protocol="")
    with world.on(world.today - timedelta(days=7)):
        records.create_many([Attendee(meeting=row, person=person) for row in rows for person in team], by=world.system)
        topics, decisions = [], []
        for row in rows:
            is_held = row.state == MeetingState.HELD
            for text in world.rng.sample(TOPICS, k=3):
                topics.append(_topic(world, row, text, is_held))
            decisions += [Decision(meeting=row, text=world.rng.choice(DECISIONS))] if is_held else []
        topics[-1].carried_count = 2
        records.create_many(topics, by=lead)
        records.create_many(decisions, by=lead)
    for row in rows:
        if row.state == MeetingState.HELD:
            Meeting.objects.filter(pk=row.pk).update(protocol=world.rng.choice(PROTOCOLS))
    _agreed(world, rows[0], lead, world.rng.sample(team, k=min(2, len(team))))


def _topic(world: World, row: Meeting, text: str, is_held: bool) -> AgendaItem:
    outcome = world.rng.choice(OUTCOMES) if is_held else ""
    return AgendaItem(meeting=row, text=text, state=ItemState.DEALT_WITH if is_held else ItemState.OPEN, outcome=outcome)


def _talks(world: World, lead: User, person: User) -> None:
    days = _days(world, MONTHS, Rhythm.MONTHLY, world.rng.randint(0, 25))
    title = f"一对一：{lead} 与 {person}"
    rows = _series(
        world,
        days,
        time(world.rng.choice([10, 14, 16])),
        kind=MeetingKind.ONE_ON_ONE,
        title=title,
        owner=lead,
        person=person,
        minutes=30,
        repeats="monthly",
    )
    with world.on(world.today - timedelta(days=3)):
        records.create_many([_topic(world, row, text, row.state == MeetingState.HELD) for row in rows[-3:] for text in TALKS], by=lead)
        records.create(PrivateNote(meeting=rows[-1], writer=lead, text="先肯定回款，再谈拜访数量。"), by=lead)
        note = CoachingNote(person=person, coach=lead, meeting=rows[-2], text=world.rng.choice(COACHED), is_shown=world.chance(60), on=days[-2])
        records.create(note, by=lead)
    _agreed(world, rows[0], lead, [person])


def _agreed(world: World, root: Meeting, lead: User, people: list[User]) -> None:
    """What is to be done until the next time, and something that was done."""
    rows = [
        Task(title=world.rng.choice(DONE), owner=person, due_on=world.today + timedelta(days=world.rng.randint(1, 12)), position=1024)
        for person in people
    ]
    rows += (
        [
            Task(
                title=world.rng.choice(DONE),
                owner=people[0],
                due_on=world.today - timedelta(days=2),
                position=1024,
                state="done",
                done_on=world.today - timedelta(days=2),
            )
        ]
        if people
        else []
    )
    with world.on(world.today - timedelta(days=14)):
        records.create_many(rows, by=lead)
        records.create_many([TaskLink(task=row, subject_type=Meeting._meta.label, subject_id=root.pk) for row in rows], by=lead)
