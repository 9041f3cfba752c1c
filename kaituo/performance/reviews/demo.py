"""The demo company's reviews: a closed quarter with a calibration and an appeal that was decided, and one under way with everything that can stand still open."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.screen import model_of, url_of
from kaituo.performance.scorecards.models import Template as CardTemplate

from .actions.answering import acknowledge, appeal, calibrate, decide, share
from .actions.assessing import ask_others, hand_in, write
from .actions.criteria import publish
from .actions.cycles import close_cycle, open_cycle, share_ready
from .models import Criterion, Cycle, CycleScope, Grade, Review, ReviewTemplate, ReviewVersion, Verdict

JUDGED = [
    ("客户经营", 25, "客户关系靠个人联系维系\n只跟进当前订单\n清楚主要客户的需求与决策链\n主动为客户规划下一步\n客户把他当作顾问，主动转介绍"),
    ("团队协作", 15, "信息不共享\n被问到才分享\n按约定分享与支援\n主动帮助同事成单\n带动团队形成共同方法"),
    ("专业与学习", 10, "产品知识不足以独立讲解\n能讲解常用产品\n能独立完成方案与演示\n能应对复杂的技术与商务谈判\n能培训他人"),
]
GRADES = [("卓越", 100, 10, "1.3"), ("优秀", 80, 30, "1.1"), ("合格", 60, 50, "1.0"), ("待改进", 0, 10, "0.6")]
SELF_SAID = ["本季度把重点客户的决策链补全了两家。", "回款跟得紧，但新客户拜访偏少。", "演示脚本练熟了，报价前先确认预算来源。"]
MANAGER_SAID = ["两次随访所见：需求问得深，报价前先确认预算。", "本季度主动分享了两份方案，同事复用。", "跟进及时，谈判让步偏快，下季度一起练。"]
OTHERS_SAID = ["售后问题反馈及时，客户有事先找他。", "交接的资料完整，少有返工。", "展会上主动支援了我的客户。"]
SUMMARY = "业绩与行为基本一致；下季度重点是新客户首次拜访与方案质量。"
OBJECTION = "六月底签的一单因客户盖章延后，被计入了下个季度，本季度结果因此偏低，请复核。"
DECISION = "核对合同日期与发货单，客户确认在季度内完成，按规则应计入本季度，等级上调一级。"
MOVED = "同类岗位中，相同得分的同事均为上一级；其客户满意度与回款质量更好。"
NEAR = 3


def make(world: World) -> None:
    director, manager = world.people["director"][0], world.people["manager"][0]
    version = _criteria(world, director)
    last = Period.containing(world.today, PeriodKind.QUARTER).previous()
    east, south = (Team.objects.get(code=code) for code in ("east", "south"))
    first = _cycle(world, version, last.previous(), [east], director)
    _finished(world, first, director)
    second = _cycle(world, version, last, [east, south], director, world.today)
    _under_way(world, second, director, manager)


def _criteria(world: World, by: User) -> ReviewVersion:
    with world.on(world.start):
        template = records.create(
            ReviewTemplate(name="客户经理季度考评", rhythm="quarter", job="客户经理、驻外与外包销售", note="结果一半，行为一半"), by=by
        )
        version = records.create(ReviewVersion(template=template, proof_below=20, proof_above=100), by=by)
        card = CardTemplate.objects.get(name="销售季度计分卡")
        records.create(Criterion(review_version=version, section="结果", kind="scorecard", card_template=card, weight=40), by=by)
        values = {
            "measure": "visits.done_count",
            "against": "stated",
            "target": 15,
            "points": "0.3=0, 1=100, 1.2=110",
            "least_count": 1,
            "weight": 10,
        }
        records.create(Criterion(review_version=version, section="结果", kind="measure", **values), by=by)
        for position, (question, weight, words) in enumerate(JUDGED, 1):
            values = {"section": "行为", "question": question, "words": words, "weight": weight, "position": position}
            records.create(Criterion(review_version=version, **values), by=by)
        for name, least, usual, factor in GRADES:
            values = {"name": name, "least_points": least, "guide_share": usual, "bonus_factor": Decimal(factor)}
            records.create(Grade(review_version=version, **values), by=by)
        publish(version, by=by)
    return version


def _cycle(world: World, version: ReviewVersion, period: Period, teams: list[Team], by: User, until: date | None = None) -> Cycle:
    """`until`: the running one lies around this day, whatever the day on which the demo is made."""
    day = work_calendar().add_workdays
    dates = {"self_by": day(until, -4), "others_by": day(until, -3), "manager_by": day(until, 2), "calibrated_by": day(until, 5)} if until else {}
    row = Cycle(name=f"{period.label} 客户经理考评", template=version.template, starts_on=period.start, **dates)
    with world.on(day(until, -8) if until else period.end):
        records.create(row, by=by)
        for team in teams:
            records.create(CycleScope(cycle=row, team=team), by=by)
        open_cycle(row, by=by)
    return row


def _finished(world: World, cycle: Cycle, director: User) -> None:
    day, end = work_calendar().add_workdays, cycle.ends_on
    with world.on(day(end, 3)):
        reviews = list(Review.objects.filter(cycle=cycle).select_related("person", "reviewer").order_by("pk"))
        for number, review in enumerate(reviews):
            _asked(world, review, number)
            _self(world, review)
    with world.on(day(end, 6)):
        for review in reviews:
            _manager(world, review)
    with world.on(day(end, 9)):
        _calibrated(cycle, director, move=True)
        share_ready(cycle, by=director)
    with world.on(day(end, 11)):
        found = appeal(reviews[1], by=reviews[1].person, objection=OBJECTION)
        for review in (reviews[0], *reviews[2:]):
            acknowledge(review, by=review.person, note="")
    with world.on(day(end, 14)):
        above = _better(found.before)
        more = {"outcome": "changed", "grade": above} if above else {"outcome": "upheld"}
        decide(found, by=found.reader, answer=DECISION, **more)
        acknowledge(reviews[1], by=reviews[1].person, note="感谢复核。")
    with world.on(day(end, 20)):
        close_cycle(cycle, by=director)


def _under_way(world: World, cycle: Cycle, director: User, manager: User) -> None:
    """The manager of East has handed in all but two; one of hers is shared already and appeals."""
    day = work_calendar().add_workdays
    reviews = list(Review.objects.filter(cycle=cycle).select_related("person", "reviewer").order_by("pk"))
    hers = [each for each in reviews if each.reviewer == manager]
    with world.on(day(world.today, -5)):
        for number, review in enumerate(reviews[:-4]):
            _asked(world, review, number)
            _self(world, review)
    with world.on(day(world.today, -3)):
        for review in hers[:-2]:
            _manager(world, review)
    with world.on(day(world.today, -2)):
        for review in hers[:2]:
            verdict = Verdict.objects.get(review=review)
            calibrate(verdict, by=director, grade=verdict.grade)
            share(Review.objects.get(pk=review.pk), by=manager)
    with world.on(day(world.today, -1)):
        appeal(hers[1], by=hers[1].person, objection="季度内两次带教新人没有体现在“团队协作”里，附件与一对一记录都有。")


def _asked(world: World, review: Review, number: int) -> None:
    """Every fourth is asked about among colleagues of the team and the back office."""
    if number % 4 or review.reviewer not in world.people["manager"]:
        return
    team = [each.person for each in review.cycle.reviews.filter(reviewer=review.reviewer).exclude(pk=review.pk).select_related("person")]
    ask_others(review, by=review.reviewer, peers=world.rng.sample(team, k=2), colleagues=[world.people["back_office"][0]])
    for row in review.assessments.filter(part__in=["peer", "colleague"]).select_related("writer"):
        write(row, _answers(world, review, OTHERS_SAID), by=row.writer)
        hand_in(row, by=row.writer)


def _self(world: World, review: Review) -> None:
    row = review.assessments.get(part="self")
    write(row, _answers(world, review, SELF_SAID), by=review.person, summary="完成了主要目标，新客户开发还要加强。")
    hand_in(row, by=review.person)


def _manager(world: World, review: Review) -> None:
    row = review.assessments.get(part="manager")
    answers = _answers(world, review, MANAGER_SAID)
    proof = _proof(review)
    if proof and world.chance(30):
        next(iter(answers.values())).update({"step": 5, "proofs": [proof]})
    write(row, answers, by=review.reviewer, summary=SUMMARY, training=world.rng.choice(["谈判：守价格", "大客户决策链", "方案演示"]))
    hand_in(row, by=review.reviewer)


def _answers(world: World, review: Review, texts: list[str]) -> dict[int, dict]:
    judged = review.cycle.review_version.criteria.filter(kind="judgement").values_list("pk", flat=True)
    return {pk: {"step": world.rng.choice([2, 3, 3, 4, 4]), "text": world.rng.choice(texts)} for pk in judged}


def _proof(review: Review) -> str:
    """The address of a visit of the period."""
    spans = {"on__gte": review.cycle.starts_on, "on__lt": review.cycle.ends_on}
    entry = Entry.objects.filter(measure="visits.done_count", person=review.person, **spans).order_by("-on", "pk").first()
    return url_of(model_of(entry.source_type)._default_manager.get(pk=entry.source_id)) if entry else ""


def _calibrated(cycle: Cycle, director: User, *, move: bool) -> None:
    """Whoever stands just below a grade, the first of them, is moved; the others are confirmed."""
    verdicts = Verdict.objects.filter(review__cycle=cycle).select_related("grade", "review__cycle", "review__person").order_by("-score", "pk")
    for verdict in verdicts:
        above = _better(verdict.grade) if move else None
        if above and verdict.score is not None and above.least_points - verdict.score < NEAR:
            calibrate(verdict, by=director, grade=above, reason=MOVED)
            move = False
        elif verdict.grade:
            calibrate(verdict, by=director, grade=verdict.grade)


def _better(grade: Grade | None) -> Grade | None:
    if grade is None:
        return None
    return grade.review_version.grades.filter(least_points__gt=grade.least_points).order_by("least_points").first()
