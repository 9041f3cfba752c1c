"""A little business of Alice's, in which every text carries a mark that nobody else may ever read."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from kaituo.field.activities.models import Activity, FollowUp
from kaituo.field.appointments.models import Appointment
from kaituo.field.visits.models import Consent, Evidence, Presence, Sending, Site, Visit, VisitStep, VisitType
from kaituo.foundation.approvals.models import Delegation
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Helping, Role, Territory, TerritoryMembership, User
from kaituo.foundation.metrics.models import OwnCondition, OwnMeasure
from kaituo.foundation.notices.models import Delivery as NoticeDelivery
from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.discussion import comment
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.records.models import Attachment, Comment, Event, Merge
from kaituo.foundation.screens.models import SavedView
from kaituo.integrations.conferences.models import ConferenceLink, ConferenceService
from kaituo.integrations.email.models import Keeping, Letter, Mailbox, Wording
from kaituo.integrations.messengers.models import Handle, Outlet
from kaituo.integrations.webhooks.models import Delivery, Subscription
from kaituo.integrations.webpush.models import Device
from kaituo.office.api.actions import issue
from kaituo.office.api.models import Token
from kaituo.office.briefings.models import Briefing
from kaituo.office.reminders.models import Reminder, ReminderRule
from kaituo.office.reports.models import Dashboard, Dispatch, DispatchReader, Favourite, FrontPage, Report, RoleFrontPage, Tile
from kaituo.performance.commissions.models import Run, RunVersion, Statement, StatementLine
from kaituo.performance.contests.models import Amendment, Award, Contest, Entrant, Finding, Prize, RankingWish, Standing
from kaituo.performance.development.models import (
    CauseCheck,
    CheckIn,
    ImprovementPlan,
    Ladder,
    LadderLevel,
    LevelStanding,
    PlanTarget,
    Promotion,
    Signature,
)
from kaituo.performance.goals.models import GoalPolicy, GoalStep, Target, TargetProposal, TargetRevision, TargetShare, TargetSignature
from kaituo.performance.reviews.models import (
    Answer,
    Assessment,
    BonusFactor,
    Calibration,
    Criterion,
    Cycle,
    Grade,
    Review,
    ReviewTemplate,
    ReviewVersion,
    Verdict,
)
from kaituo.performance.reviews.models import Appeal as ReviewAppeal
from kaituo.performance.scorecards.actions import release
from kaituo.performance.scorecards.models import Assignment as CardFor
from kaituo.performance.scorecards.models import Indicator, Judgement, Scorecard, Template, TemplateVersion
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.models import Dispute, Pair
from kaituo.sales.duties.models import AccountDuty, DealDuty, DutyRole
from kaituo.sales.leads.models import Lead
from kaituo.sales.orders.models import Order, OrderLine, Quote
from kaituo.sales.pipeline.models import ForecastSubmission, Opportunity, Pipeline, Stage
from kaituo.sales.receivables.models import Invoice, PaymentPlan, Receipt
from kaituo.sales.segments.models import AccountPlan, CareDate, Worth
from kaituo.team.allocation.keeping import take_stock
from kaituo.team.allocation.models import (
    Appeal,
    Assignment,
    AssignmentRule,
    AssignmentSeat,
    DefaultAssignee,
    HandOver,
    HandOverRow,
    Leave,
    Ownership,
    Pool,
    PoolMember,
    Shift,
    Tenure,
)
from kaituo.team.culture.models import Badge, BadgeEarned, Cheer, CompanyValue, Honour, HonourTitle, Recognition
from kaituo.team.meetings.models import AgendaItem, CoachingNote, Decision, Meeting, PrivateNote
from kaituo.team.people.models import Staff, Strength
from kaituo.team.tasks.models import Board, CardList, ChecklistItem, Project, Task
from kaituo.team.territories import actions as territories
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import Coverage, NamedAccount, TerritoryPart
from kaituo.team.worklogs.models import ReportTemplate, Worklog

MARK = "Xq7Secret"
FINDS = "Lantern"
"""What a search finds; the mark itself would stand in the search box again."""
NAMED = f"{FINDS} {MARK}"
NOWHERE = "https://127.0.0.1:9"
"""Where a service would be asked: a private address, so nobody is."""
DAY = date(2026, 5, 4)


@dataclass
class World:
    """`rows` by kind of record; all belong to Alice."""

    rows: dict[str, list[Model]] = field(default_factory=dict)

    def add(self, row: Model) -> Model:
        self.rows.setdefault(row._meta.label, []).append(row)
        return row

    def keys(self, label: str) -> list[int]:
        return [row.pk for row in self.rows.get(label, [])]

    def state(self) -> tuple:
        """Everything that a stranger could have changed. That she exported (nothing of this) is written down, rightly."""
        rows = [list(type(row)._default_manager.filter(pk=row.pk).values()) for found in self.rows.values() for row in found]
        return rows, Event.objects.exclude(name=RECORDS_EXPORTED.name).count(), Comment.objects.count(), Attachment.objects.count()


def build(cast) -> World:
    world, by = World(), cast.ada
    Organisation.objects.create(name="Kaituo")
    account = world.add(records.create(Account(name=NAMED, owner=cast.alice, city=MARK, notes=MARK), by=by))
    world.add(records.create(Contact(account=account, name=NAMED, notes=MARK), by=by))
    comment(account, by=cast.alice, text=MARK)
    kept = Attachment(subject_type=account._meta.label, subject_id=account.pk, added_by=cast.alice, name=f"{MARK}.txt", byte_count=9)
    kept.file.save("file.txt", ContentFile(MARK.encode()), save=True)
    world.add(kept)
    world.add(records.create(Lead(name=NAMED, person=NAMED, owner=cast.alice, phone=MARK, need=MARK), by=by))
    _sell(world, cast, account)
    _follow(world, cast, account)
    _visit(world, cast, account)
    _report(world, cast)
    _plan(world, cast)
    _meet(world, cast)
    _double(world, cast, account)
    _perform(world, cast)
    _stand_in(world, cast)
    _hold(world, cast, account)
    _help_out(world, cast, account)
    _tell(world, cast, account)
    _build(world, cast)
    _contend(world, cast)
    _praise(world, cast, account)
    return world


def _contend(world: World, cast) -> None:
    """A contest of Alice's that was decided, with a prize of hers, a doubt about her, and her name kept off boards."""
    by, alice = cast.ada, cast.alice
    days = {"starts_on": DAY, "last_on": DAY + timedelta(days=9)}
    row = world.add(records.create(Contest(name=NAMED, measure="orders.booked_revenue", rules=MARK, owner=alice, **days), by=by))
    prize = world.add(records.create(Prize(contest=row, amount=777), by=by))
    entrant = world.add(Entrant.objects.create(contest=row, person=alice))
    Contest.objects.filter(pk=row.pk).update(state="confirmed", confirmed_by=by, confirmed_at=timezone.now())
    standing = world.add(Standing.objects.create(contest=row, entrant=entrant, place=1, figure=Decimal(777), evidence={"counted": [[MARK]]}))
    money = {"amount": 777, "currency": "CNY", "thing": NAMED}
    world.add(Award.objects.create(contest=row, standing=standing, prize=prize, person=alice, place=1, falls_on=DAY, **money))
    where = {"subject_type": row._meta.label, "subject_id": row.pk, "words": {"record": MARK, "day": "", "written": ""}, "reason": NAMED}
    world.add(Finding.objects.create(contest=row, doubt="back_dated", person=alice, **where))
    world.add(Amendment.objects.create(contest=row, reason=MARK))
    world.add(RankingWish.objects.create(person=alice, is_unnamed=True))


def _praise(world: World, cast, account: Account) -> None:
    """What was said to Alice from outside her team, and what Ada earned."""
    by = cast.ada
    value = world.add(records.create(CompanyValue(name=NAMED, meaning=MARK), by=by))
    about = {"subject_type": account._meta.label, "subject_id": account.pk}
    said = world.add(Recognition.objects.create(giver=by, person=cast.alice, value=value, deed=NAMED, **about))
    world.add(Cheer.objects.create(recognition=said, person=cast.fang))
    badge = world.add(records.create(Badge(name=NAMED, measure="orders.booked_revenue", figure=777), by=by))
    world.add(BadgeEarned.objects.create(badge=badge, person=by, starts_on=DAY, ends_on=DAY + timedelta(days=1), value=777))
    title = world.add(records.create(HonourTitle(name=NAMED, note=MARK), by=by))
    world.add(Honour.objects.create(title=title, person=by, starts_on=DAY, reason=MARK))


def _build(world: World, cast) -> None:
    """A report, a dashboard and a dispatch of Alice's own."""
    by = cast.alice
    asked = {"about": "orders.Order", "rows": ["account"], "values": ["sum:net_amount"]}
    report = world.add(records.create(Report(name=NAMED, notes=MARK, owner=by, definition=asked), by=by))
    dashboard = world.add(records.create(Dashboard(name=NAMED, notes=MARK, owner=by), by=by))
    world.add(records.create(Tile(dashboard=dashboard, report=report, title=NAMED), by=by))
    briefing = world.add(records.create(Briefing(label="2026-10", owner=by), by=by))
    world.add(briefing.chapters.first())
    dispatch = world.add(records.create(Dispatch(report=report, owner=by), by=by))
    world.add(records.create(DispatchReader(dispatch=dispatch, person=by), by=by))
    world.add(records.create(Favourite(owner=by, report=report), by=by))
    world.add(records.create(FrontPage(owner=by, dashboard=dashboard), by=by))
    world.add(RoleFrontPage.objects.create(role=Role.objects.get(key="administrator"), dashboard=dashboard))


def _tell(world: World, cast, account: Account) -> None:
    """What Alice was told, on which ways it went to her, and what she is to be reminded of."""
    by, alice = cast.ada, cast.alice
    notice = world.add(
        Notice.objects.create(person=alice, kind="notices.assigned", params={"subject": NAMED, "actor": MARK}, carried_at=timezone.now())
    )
    world.add(NoticeDelivery.objects.create(notice=notice, person=alice, channel="email", state="failed", problem=NAMED))
    outlet = Outlet(service="wecom_robot", name=NAMED, team=cast.east)
    outlet.keep({"address": f"https://{MARK}.example/"})
    world.add(records.create(outlet, by=by))
    world.add(records.create(Handle(person=alice, service="slack", value=MARK), by=by))
    mailbox = Mailbox(name=NAMED, owner=alice, address="alice@kaituo.example", host="imap.example.com")
    mailbox.keep(MARK, mailbox.host)
    world.add(records.create(mailbox, by=alice))
    system = User.objects.system()
    letter = Letter(key=MARK, thread=MARK, direction="in", subject=NAMED, mailbox=mailbox, person=alice, account=account)
    world.add(records.create(letter, by=system))
    world.add(records.create(Wording(letter=letter, text=MARK), by=system))
    Keeping.objects.create(letter=letter, person=alice)
    world.add(records.create(Device(person=alice, name=NAMED, endpoint=MARK, endpoint_hash=MARK, public_key=MARK, secret=MARK), by=by))
    world.add(records.create(ReminderRule(name=NAMED, model="customers.Account", field="created_at", text=MARK), by=by))
    where = {"model": account._meta.label, "record_id": account.pk, "subject_text": NAMED}
    world.add(records.create(Reminder(owner=alice, text=NAMED, due_at=timezone.now() + timedelta(days=1), **where), by=alice))


def _help_out(world: World, cast, account: Account) -> None:
    """Duties on what is Alice's, her strengths, and the territory her customer lies in."""
    by = cast.ada
    kind = records.create(DutyRole(name="Helps"), by=by)
    deal = world.rows["pipeline.Opportunity"][0]
    world.add(records.create(AccountDuty(account=account, role=kind, person=cast.alice, starts_on=DAY, note=NAMED), by=by))
    world.add(records.create(DealDuty(opportunity=deal, role=kind, person=cast.alice, starts_on=DAY, note=NAMED), by=by))
    staff = records.create(Staff(name=NAMED, user=cast.alice), by=by)
    world.add(records.create(Strength(staff=staff, skill=MARK), by=by))
    territory = world.add(records.create(Territory(name=NAMED, code="hers"), by=by))
    world.add(records.create(TerritoryPart(territory=territory, industry="it", starts_on=DAY), by=by))
    world.add(records.create(NamedAccount(territory=territory, account=account, starts_on=DAY), by=by))
    territories.join(territory, by=by, person=cast.alice, on=DAY)
    world.add(TerritoryMembership.objects.get(territory=territory))
    refresh()
    world.add(Coverage.objects.get(territory=territory))


def _hold(world: World, cast, account: Account) -> None:
    """A pool of Alice's alone: what she holds by its rules, and what lies in it."""
    by = cast.ada
    world.add(records.create(AccountPlan(account=account, title=NAMED, needs=MARK), by=by))
    world.add(records.create(CareDate(account=account, on=DAY, note=NAMED), by=by))
    world.add(Worth.objects.create(account=account, reason=MARK))
    world.add(records.create(Account(name=NAMED, city=MARK, phone=MARK), by=by))
    pool = world.add(records.create(Pool(name=NAMED, visible_fields=["phone"]), by=by))
    records.create(PoolMember(pool=pool, user=cast.alice, is_admin=True), by=by)
    take_stock()
    for row in Ownership.objects.order_by("pk"):
        world.add(row)
    tenure = world.add(Tenure.objects.get(account=account))
    world.add(records.create(DefaultAssignee(subject="lead", person=cast.alice), by=by))
    rule = world.add(records.create(AssignmentRule(name=NAMED, regions=[MARK]), by=by))
    records.create(AssignmentSeat(rule=rule, person=cast.alice), by=by)
    world.add(records.create(Assignment(subject="lead", subject_id=1, subject_text=NAMED, rule=rule, person=cast.alice), by=by))
    handover = world.add(records.create(HandOver(person=cast.alice, prepared_by=cast.alice, note=MARK), by=by))
    world.add(records.create(HandOverRow(handover=handover, model=account._meta.label, record_id=account.pk, text=NAMED), by=by))
    world.add(records.create(Shift(person=cast.alice, weekday=0, begins_at="09:00", ends_at="18:00"), by=by))
    world.add(records.create(Leave(person=cast.alice, starts_on=DAY, reason=MARK), by=by))
    world.add(records.create(Appeal(tenure=tenure, account=account, person=cast.alice, pool=pool, reason=MARK), by=by))


def _sell(world: World, cast, account: Account) -> None:
    by, alice = cast.ada, cast.alice
    pipeline = records.create(Pipeline(name="Direct"), by=by)
    stage = records.create(Stage(pipeline=pipeline, name="Open", kind="open", position=1, probability=Decimal("0.5")), by=by)
    deal = Opportunity(account=account, name=NAMED, owner=alice, pipeline=pipeline, stage=stage, amount=100, expected_on=DAY, notes=MARK)
    world.add(records.create(deal, by=by))
    world.add(records.create(Quote(number=f"Q-{MARK}", account=account, owner=alice, quoted_on=DAY, notes=MARK), by=by))
    order = world.add(records.create(Order(number=f"O-{MARK}", account=account, owner=alice, ordered_on=DAY, notes=MARK), by=by))
    world.add(records.create(OrderLine(order=order, description=NAMED, unit_price=Decimal(1000)), by=by))
    world.add(records.create(PaymentPlan(order=order, due_on=DAY, amount=Decimal(1000)), by=by))
    world.add(records.create(Receipt(number=f"R-{MARK}", account=account, owner=alice, amount=Decimal(500), received_on=DAY), by=by))
    world.add(records.create(Invoice(number=f"I-{MARK}", order=order, owner=alice, issued_on=DAY, amount=Decimal(500)), by=by))


def _follow(world: World, cast, account: Account) -> None:
    world.add(records.create(FollowUp(account=account, owner=cast.alice, what=NAMED, due_on=DAY), by=cast.alice))
    world.add(records.create(Activity(account=account, text=NAMED, next_step=MARK), by=cast.alice))
    begins = timezone.now()
    agreed = Appointment(owner=cast.alice, title=NAMED, account=account, place=MARK, starts_at=begins, ends_at=begins + timedelta(hours=1))
    world.add(records.create(agreed, by=cast.alice))


def _visit(world: World, cast, account: Account) -> None:
    """A visit with its evidence, its position, and what her phone sent in vain."""
    by, alice, now = cast.ada, cast.alice, timezone.now()
    kind = records.create(VisitType(name="Talk"), by=by)
    step = records.create(VisitStep(visit_type=kind, kind="survey", name="Ask", items="Why"), by=by)
    visit = world.add(records.create(Visit(account=account, owner=alice, visit_type=kind, what=NAMED), by=by))
    world.add(records.create(Site(account=account, latitude=Decimal("31.2"), longitude=Decimal("121.4")), by=by))
    Presence.objects.create(visit=visit, kind="in", phone_at=now, sent_at=now, received_at=now, happened_at=now, device=MARK)
    evidence = Evidence(visit=visit, step=step, key=uuid4(), taken_at=now, note=MARK)
    evidence.save()
    world.add(evidence)
    sent = Sending.objects.create(key=uuid4(), person=alice, deed="check_in", received_at=now, outcome="refused", answer=MARK)
    world.add(sent)
    world.add(Consent.objects.create(person=alice))


def _report(world: World, cast) -> None:
    template = records.create(ReportTemplate(name="Daily"), by=cast.ada)
    world.add(records.create(Worklog(template=template, owner=cast.alice, starts_on=DAY, ends_on=DAY + timedelta(days=1), text=NAMED), by=cast.alice))


def _plan(world: World, cast) -> None:
    """A private board, and a task on it and on none."""
    by = cast.alice
    project = world.add(records.create(Project(name=NAMED, owner=by, openness="private", notes=MARK), by=by))
    board = world.add(records.create(Board(project=project, name=NAMED, notes=MARK), by=by))
    column = world.add(records.create(CardList(board=board, name=NAMED), by=by))
    task = world.add(records.create(Task(title=NAMED, board=board, card_list=column, notes=MARK, owner=by), by=by))
    world.add(records.create(ChecklistItem(task=task, text=NAMED), by=by))
    world.add(records.create(Task(title=NAMED, notes=MARK, owner=by), by=by))


def _meet(world: World, cast) -> None:
    """Alice's meeting with herself alone: whoever leads her sees nothing of it."""
    by = cast.alice
    meeting = world.add(records.create(Meeting(title=NAMED, owner=by, starts_at=timezone.now(), protocol=MARK, place=MARK), by=by))
    conferences = ConferenceService(service="zoom", name=NAMED)
    conferences.keep({"client_secret": MARK, "oauth": NOWHERE, "service": NOWHERE})
    world.add(records.create(conferences, by=cast.ada))
    world.add(records.create(ConferenceLink(meeting=meeting, service=conferences, state="ready", url=f"https://{MARK}.example/"), by=by))
    world.add(records.create(AgendaItem(meeting=meeting, text=NAMED), by=by))
    world.add(records.create(Decision(meeting=meeting, text=NAMED), by=by))
    world.add(records.create(PrivateNote(meeting=meeting, writer=by, text=NAMED), by=by))
    world.add(records.create(CoachingNote(person=cast.mei, coach=by, text=NAMED), by=by))


def _double(world: World, cast, account: Account) -> None:
    """What duplicates and merges tell of names."""
    label = account._meta.label
    pair = Pair(model=label, first_id=account.pk, second_id=account.pk + 1, first_text=NAMED, second_text=MARK, likelihood=Decimal("0.9"))
    pair.save()
    world.add(pair)
    texts = {"survivor_text": NAMED, "loser_text": MARK, "merged_by": cast.alice}
    world.add(Merge.objects.create(model=label, survivor_id=account.pk, loser_id=account.pk + 999_999, **texts))
    claimed = Dispute(model=label, record_id=account.pk, claimed=NAMED, claimant=cast.alice, evidence=MARK, due_on=DAY)
    claimed.save()
    world.add(claimed)


def _score(world: World, cast) -> None:
    """Alice's card, by a template that everybody whose work is judged may read."""
    by = cast.ada
    template = records.create(Template(name="Monthly"), by=by)
    version = records.create(TemplateVersion(template=template, starts_on=date(2026, 5, 1)), by=by)
    objective = records.create(Indicator(template_version=version, objective="Care", against="judgement", weight=100, points=""), by=by)
    records.create(CardFor(template=template, person=cast.alice, starts_on=date(2026, 5, 1)), by=by)
    release(version, by=by)
    span = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 6, 1)}
    card = world.add(Scorecard.objects.create(template=template, template_version=version, person=cast.alice, owner=cast.alice, **span))
    world.add(Judgement.objects.create(scorecard=card, indicator=objective, score=70, evidence=MARK, judged_by=cast.mei))
    world.add(template)
    world.add(version)


def _review(world: World, cast) -> None:
    """Alice's review by Mei, shared and appealed against, with everything that was said in it."""
    by, alice, mei = cast.ada, cast.alice, cast.mei
    template = world.add(records.create(ReviewTemplate(name="Quarterly", rhythm="quarter"), by=by))
    version = world.add(records.create(ReviewVersion(template=template), by=by))
    asked = records.create(Criterion(review_version=version, question="Care", words="Little\nMuch", weight=100), by=by)
    grade = records.create(Grade(review_version=version, name="Good", least_points=0), by=by)
    cycle = Cycle(name="Second quarter", template=template, starts_on=date(2026, 4, 1), review_version=version, state="open")
    world.add(records.create(cycle, by=by))
    review = world.add(Review.objects.create(cycle=cycle, person=alice, reviewer=mei, state="appealed", answer=MARK, answer_by=DAY))
    for part, writer in (("self", alice), ("manager", mei), ("peer", cast.bob)):
        row = Assessment.objects.create(review=review, part=part, writer=writer, due_on=DAY, state="handed_in", summary=MARK)
        world.add(row)
        world.add(Answer.objects.create(assessment=row, criterion=asked, step=1, text=MARK))
    verdict = world.add(Verdict.objects.create(review=review, score=70, grade=grade, summary=NAMED, training=MARK))
    world.add(Calibration.objects.create(verdict=verdict, after=grade, reason=MARK, judged_by=by))
    world.add(ReviewAppeal.objects.create(review=review, reason=NAMED, reader=by, due_on=DAY, answer=MARK))
    span = {"starts_on": cycle.starts_on, "ends_on": cycle.ends_on}
    world.add(BonusFactor.objects.create(review=review, person=alice, factor=Decimal("1.234"), **span))


def _develop(world: World, cast) -> None:
    """A plan for Alice, her level and a proposal."""
    by, alice, mei = cast.ada, cast.alice, cast.mei
    plan = world.add(ImprovementPlan.objects.create(person=alice, leader=mei, gap=NAMED, support=MARK, state="running", starts_on=DAY, ends_on=DAY))
    world.add(PlanTarget.objects.create(plan=plan, measure="orders.booked_revenue", figure=777, fair_because=MARK))
    world.add(CauseCheck.objects.create(plan=plan, cause="ramp", answer=MARK))
    world.add(CheckIn.objects.create(plan=plan, due_on=DAY, note=MARK))
    world.add(Signature.objects.create(plan=plan, person=alice, moment="agreement", signed_at=timezone.now(), note=MARK))
    ladder = world.add(records.create(Ladder(name="Account managers"), by=by))
    first, second = (records.create(LadderLevel(ladder=ladder, position=number, name=f"Level {number}"), by=by) for number in (1, 2))
    world.add(first)
    world.add(records.create(LevelStanding(person=alice, level=first, starts_on=DAY), by=by))
    world.add(Promotion.objects.create(person=alice, former=first, level=second, starts_on=DAY, reason=NAMED))


def _stand_in(world: World, cast) -> None:
    """Bob stands in for Alice while she is on leave, and acts for her too."""
    world.add(records.create(Delegation(person=cast.alice, delegate=cast.bob, starts_on=DAY), by=cast.ada))
    world.add(records.create(Helping(rep=cast.alice, helper=cast.bob, starts_on=DAY), by=cast.ada))


def _perform(world: World, cast) -> None:
    by, alice = cast.ada, cast.alice
    # What a measure is called is no secret: everybody who has figures reads it. Its record is for administrators.
    own = world.add(records.create(OwnMeasure(key="large", label="Large", kind="variant", base="orders.booked_revenue", note="Large ones"), by=by))
    world.add(records.create(OwnCondition(own_measure=own, cut="amount", comparison="at_least", value="7"), by=by))
    target = Target(measure="orders.booked_revenue", person=alice, kind="month", starts_on=date(2026, 5, 1), goal_amount=Decimal(777), note=MARK)
    world.add(records.create(target, by=by))
    world.add(records.create(GoalStep(target=target, what=MARK, due_on=DAY), by=by))
    world.add(records.create(GoalPolicy(), by=by))
    world.add(TargetProposal.objects.create(target=target, made_by=alice, side="holder", goal_amount=777, reason=MARK))
    world.add(TargetSignature.objects.create(target=target, person=alice, side="holder", goal_amount=777, note=MARK))
    world.add(TargetRevision.objects.create(target=target, goal_amount=777, new_goal_amount=778, reason=MARK, replanned_by=by))
    whole = world.add(records.create(Target(measure=target.measure, team=cast.east, kind="month", starts_on=DAY, goal_amount=999, note=MARK), by=by))
    cut = {"goal_amount": 777, "full_goal_amount": 777, "present_count": 20, "day_count": 20}
    world.add(TargetShare.objects.create(target=target, source=whole, **cut))
    _score(world, cast)
    _review(world, cast)
    _develop(world, cast)
    run = world.add(Run.objects.create(starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 1)))
    statement = world.add(Statement.objects.create(run=run, run_version=RunVersion.objects.create(run=run, number=1), payee=alice, currency="CNY"))
    line = StatementLine(statement=statement, on=DAY, earned_on=DAY, explanation={"text": MARK})
    line.save()
    world.add(line)
    world.add(ForecastSubmission.objects.create(owner=alice, period="2026-Q2"))
    world.add(SavedView.objects.create(owner=alice, screen="customers.Account", name=NAMED, query="q=x"))
    token = Token(person=alice, name=NAMED)
    issue(token, by=alice)
    world.add(token)
    hook = Subscription(owner=alice, name=NAMED, url=f"https://{MARK}.example/hook", facts=["record.archived"])
    world.add(records.create(hook, by=by))
    world.add(Delivery.objects.create(subscription=hook, event=Event.objects.earliest("pk"), fact="record.created", problem=MARK))
