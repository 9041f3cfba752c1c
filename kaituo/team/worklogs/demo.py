"""The demo company's reports: every seller's days of the last two months, the leaders' weeks; some late, some missing, most of them read."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, Role, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.ledger import post_so_far
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment

from . import rhythm
from .choices import Draft, ReportState, Rhythm
from .events import WORKLOG_HANDED_IN
from .material import drafted
from .models import Reading, ReportQuestion, ReportTemplate, Worklog

DAYS = timedelta(days=60)
TEMPLATES = [
    (
        "销售日报",
        Rhythm.DAILY,
        "rep",
        time(20),
        ["activities.contact_count", "activities.call_count", "activities.meeting_count", "pipeline.created_count", "orders.booked_revenue"],
        [("今天做了什么", Draft.DONE, True), ("明天的计划", Draft.PLANNED, True), ("问题与需要的支持", Draft.EMPTY, False)],
    ),
    (
        "外包销售日报",
        Rhythm.DAILY,
        "outsourced_rep",
        time(21),
        ["activities.contact_count", "orders.booked_revenue"],
        [("今天做了什么", Draft.DONE, True), ("明天的计划", Draft.PLANNED, False)],
    ),
    (
        "销售经理周报",
        Rhythm.WEEKLY,
        "manager",
        time(18),
        ["pipeline.created_count", "pipeline.won_amount", "orders.booked_revenue", "receivables.received"],
        [("本周进展", Draft.DONE, True), ("下周重点", Draft.PLANNED, True), ("团队情况与风险", Draft.EMPTY, False)],
    ),
    (
        "销售经理月报",
        Rhythm.MONTHLY,
        "manager",
        time(18),
        ["orders.booked_revenue", "receivables.received", "pipeline.won_amount", "pipeline.created_count", "activities.contact_count"],
        [("数据说明", Draft.FIGURES, True), ("原因与下月措施", Draft.EMPTY, True)],
    ),
    (
        "销售总监季报",
        Rhythm.QUARTERLY,
        "director",
        time(18),
        ["orders.booked_revenue", "receivables.received", "pipeline.won_amount", "pipeline.created_count"],
        [("数据说明", Draft.FIGURES, True), ("判断与下季重点", Draft.EMPTY, True)],
    ),
]
DONE = [
    "电话跟进三家客户，两家约好下周交流。",
    "给老客户发送新品资料，收到一份询价。",
    "上午陪同技术部做现场勘测，下午整理方案。",
    "催回款两笔，财务答复周五前付款。",
    "准备投标文件，补齐资质。",
]
NEXT = ["回访昨天未接通的客户。", "完成报价并发送。", "与设计部确认方案细节。", "拜访两家重点客户。"]
TROUBLES = ["", "", "", "竞品报价偏低，需要价格支持。", "样机交期太长，客户有意见。"]
REPLIES = ["跟进节奏不错，继续。", "报价前先和我过一遍利润。", "这家客户请带上技术部一起去。", "辛苦了，注意休息。"]


def make(world: World) -> None:
    with world.on(world.start):
        templates = [_template(world, position, *each) for position, each in enumerate(TEMPLATES)]
    leaders = _leaders(world)
    post_so_far()
    for template in templates:
        _reports(world, template, leaders)


def _template(world: World, position: int, name: str, kind: str, role: str, due: time, measures: list[str], questions: list) -> ReportTemplate:
    held = Role.objects.get(key=role)
    row = ReportTemplate(name=name, rhythm=kind, role=held, due_time=due, measures=measures, position=position)
    records.create(row, by=world.system)
    for number, (label, draft, required) in enumerate(questions):
        records.create(ReportQuestion(template=row, label=label, draft=draft, is_required=required, position=number), by=world.system)
    return row


def _leaders(world: World) -> dict[int, User]:
    """Who reads whose reports."""
    leads = {row.team_id: row.user for row in Membership.objects.on(world.today).filter(is_lead=True).select_related("user")}
    members = Membership.objects.on(world.today).select_related("user")
    return {row.user_id: leads[row.team_id] for row in members if row.team_id in leads and leads[row.team_id].pk != row.user_id}


def _reports(world: World, template: ReportTemplate, leaders: dict[int, User]) -> None:
    """One writing for each span: all who hand in write their own, the reports of a day are written in one go."""
    calendar, people = work_calendar(), world.people[template.role.key]
    questions = list(template.questions.all())
    period = rhythm.period_of(template.rhythm, world.today - DAYS)
    while period.last_day < world.today:
        if rhythm.is_expected(template.rhythm, period, calendar):
            here = [person for person in people if world.is_here(person.pk, period.last_day) and world.chance(88)]
            rows = [_worklog(world, template, person, period, questions) for person in here]
            with world.on(period.last_day):
                records.create_many(rows, by=world.system, says=WORKLOG_HANDED_IN)
            _read(world, rows, leaders, period.last_day)
        period = rhythm.after(template.rhythm, period, calendar)


def _worklog(world: World, template: ReportTemplate, person: User, period: Period, questions: list[ReportQuestion]) -> Worklog:
    is_late = world.chance(9)
    hour = time(22, 30) if is_late else time(world.rng.randint(16, 19), world.rng.randint(0, 59))
    texts = [world.rng.choice(said) for said in (DONE, NEXT, TROUBLES)]
    answers = {str(question.pk): said for question, text in zip(questions, texts, strict=False) if (said := _said(question, person, period) or text)}
    return Worklog(
        template=template,
        owner=person,
        starts_on=period.start,
        ends_on=period.end,
        state=ReportState.HANDED_IN,
        handed_in_at=timezone.make_aware(datetime.combine(period.last_day, hour)),
        is_late=is_late,
        answers=answers,
        text="\n".join(answers.values()),
    )


def _said(question: ReportQuestion, person: User, period: Period) -> str:
    """Figures speak for themselves; the rest was written by people."""
    return drafted(question, person, period, period) if question.draft == Draft.FIGURES else ""


def _read(world: World, rows: list[Worklog], leaders: dict[int, User], day: date) -> None:
    """Leaders read most of them, and answer a few."""
    is_recent = day > world.today - timedelta(days=2)
    read = [row for row in rows if row.owner_id in leaders and world.chance(20 if is_recent else 92)]
    at = timezone.make_aware(datetime.combine(day, time(23)))
    Reading.objects.bulk_create([Reading(worklog=row, reader=leaders[row.owner_id], at=min(at, timezone.now())) for row in read])
    for row in world.rng.sample(read, k=min(1, len(read))):
        with world.on(day):
            comment(row, by=leaders[row.owner_id], text=world.rng.choice(REPLIES))
