"""The demo company's visits: a year and a half of them with every seller, the days around today, what was noticed, and what classes are owed."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.remarks import keep_file
from kaituo.sales.customers.models import Account

from . import actions
from .checking import Clocks, Fix, presence
from .choices import Flag, Judgement, PresenceKind, Source, State
from .events import CHECKED_OUT
from .models import Consent, Evidence, Frequency, Presence, Site, Visit, VisitRules, VisitStep, VisitType
from .places import Place, places_of

TYPES = [
    (
        "日常拜访",
        45,
        "维护关系，了解近况",
        [("survey", "客户近况", "设备运行情况: 正常 / 偶有故障 / 经常故障\n近期有无扩产计划: 有 / 没有 / 不清楚", False)],
    ),
    (
        "现场巡检",
        90,
        "查看已交付设备",
        [
            ("photo", "设备现场照片", "", True),
            ("stock", "备件盘点", "视觉相机\n夹爪\n减速机", True),
            ("survey", "客户满意度", "总体满意: 1 / 2 / 3 / 4 / 5", False),
        ],
    ),
    ("竞品调研", 60, "了解现场用的竞品和报价", [("price", "竞品报价", "同类视觉单元\n同类上下料单元", True), ("photo", "竞品照片", "", False)]),
    ("催款拜访", 30, "对账并收款", [("receipt", "回款登记", "", True)]),
]
EVERY = {"a": 30, "b": 60, "c": 120}
SAID = [
    "设备运行正常，客户反馈节拍稳定。",
    "采购经理表示下季度有二期预算，需提前报价。",
    "现场看到竞品样机，价格低约 8%，交期更短。",
    "财务确认本月底付款。",
    "生产部提出增加一个检测工位，已记录尺寸。",
    "客户换了设备主管，重新介绍了方案。",
]
NOTICED = [([], "")] * 16 + [([Flag.FAR], Judgement.ACCEPTED), ([Flag.INACCURATE], Judgement.ACCEPTED), ([Flag.FAR, Flag.MOCK], Judgement.REFUSED)]
WEEK = timedelta(days=7)
PER_WEEK = (0, 2)
TODAY = (3, 5)
SPREAD = Decimal("0.18")


def make(world: World) -> None:
    """With dice of its own, so that the rest of the company stays as it was."""
    dice = random.Random(world.start.isoformat())  # noqa: S311 - believable, not secret
    types = _frame(world)
    owned: dict[int, list[Account]] = {}
    for account in Account.objects.filter(owner__in=world.sellers).order_by("pk"):
        owned.setdefault(account.owner_id, []).append(account)
    _settle(world, dice, [account for accounts in owned.values() for account in accounts])
    places = places_of([account for accounts in owned.values() for account in accounts])
    for seller in world.sellers:
        if owned.get(seller.pk):
            with world.on(world.start):
                Consent.objects.create(person=seller, given_at=clock.now())
            _history(world, dice, seller, owned[seller.pk], types)
    for seller in world.sellers:
        if owned.get(seller.pk) and world.is_here(seller.pk, world.today):
            _around_today(world, dice, seller, owned[seller.pk], types, places)


def _frame(world: World) -> list[VisitType]:
    by, types = world.system, []
    with world.on(world.start):
        records.create(VisitRules(), by=by)
        for position, (name, minutes, note, steps) in enumerate(TYPES):
            kind = records.create(VisitType(name=name, minutes=minutes, note=note, position=position), by=by)
            rows = [
                VisitStep(visit_type=kind, kind=step, name=title, items=items, is_required=must, position=number)
                for number, (step, title, items, must) in enumerate(steps)
            ]
            records.create_many(rows, by=by)
            types.append(kind)
        records.create_many([Frequency(account_class=key, every_days=days) for key, days in EVERY.items()], by=by)
    return types


def _settle(world: World, dice: random.Random, accounts: list[Account]) -> None:
    """Two customers in three have a place of their own, somewhere around the middle of their city."""
    rows = []
    for account, place in ((account, places_of([account])[account.pk]) for account in accounts if dice.randrange(3)):
        if place.source == Source.CITY:
            north, east = (Decimal(dice.randint(-1000, 1000)) / 1000 * SPREAD for _axis in range(2))
            latitude, longitude = (Decimal(str(round(each, 5))) for each in (place.point.latitude, place.point.longitude))
            rows.append(Site(account=account, latitude=latitude + north, longitude=longitude + east, source=Source.TYPED))
    with world.on(world.start):
        records.create_many(rows, by=world.system)


def _history(world: World, dice: random.Random, seller: User, accounts: list[Account], types: list[VisitType]) -> None:
    """Written in one go for each seller; each visit with its own day, check-in and check-out."""
    rows, days, monday = [], set(), world.start
    last = min(world.last_day_of(seller), world.today - timedelta(days=3))
    while monday <= last:
        for _number in range(dice.randint(*PER_WEEK)):
            day = monday + timedelta(days=dice.randrange(5))
            if day <= last:
                rows.append(_past(dice, seller, dice.choice(accounts), day, types, day not in days))
                days.add(day)
        monday += WEEK
    with world.on(last):
        records.create_many(rows, by=seller, says=CHECKED_OUT)


def _past(dice: random.Random, seller: User, account: Account, day: date, types: list[VisitType], opens: bool) -> Visit:
    key, due = UUID(int=dice.getrandbits(128), version=4), day if dice.randrange(6) else day - timedelta(days=1)
    named = {"key": key, "account": account, "owner": seller, "visit_type": dice.choice(types), "planned_on": day, "due_on": due}
    if not dice.randrange(14):
        return Visit(**named, state=State.MISSED)
    began, minutes = timezone.make_aware(datetime.combine(day, time(dice.randint(9, 16), dice.randint(0, 59)))), dice.choice([25, 40, 45, 60, 75, 95])
    flags, judgement = dice.choice(NOTICED)
    return Visit(
        **named,
        state=State.DONE,
        began_at=began,
        ended_at=began + timedelta(minutes=minutes),
        done_on=day,
        opens_day=opens,
        minutes=minutes,
        distance_m=dice.randint(10, 220) if Flag.FAR not in flags else dice.randint(900, 6000),
        flags=list(flags),
        judgement=judgement,
        reason="已与客户核实" if judgement == Judgement.ACCEPTED else ("当天不在客户处" if judgement else ""),
        summary=dice.choice(SAID),
    )


def _around_today(world: World, dice: random.Random, seller: User, accounts: list[Account], types: list[VisitType], places: dict[int, Place]) -> None:
    """Yesterday's are made, one of them to be judged; today's begin; tomorrow's are planned by route."""
    chosen = dice.sample(accounts, k=min(len(accounts), dice.randint(*TODAY)))
    yesterday = world.today - timedelta(days=1)
    made, planned = chosen[:1], chosen[1:]
    for account in made:
        _make_one(world, dice, seller, account, types[dice.randrange(2)], yesterday, places[account.pk])
    for number, account in enumerate(planned):
        with world.on(yesterday):
            visit = Visit(account=account, owner=seller, visit_type=dice.choice(types), planned_on=world.today + timedelta(days=number % 2))
            actions.plan(visit, by=seller)


def _make_one(world: World, dice: random.Random, seller: User, account: Account, kind: VisitType, day: date, place: Place) -> None:
    began = timezone.make_aware(datetime.combine(day, time(dice.randint(9, 16), dice.randint(0, 59))))
    with clock.at(began - timedelta(hours=1)):
        visit = actions.plan(Visit(account=account, owner=seller, visit_type=kind, planned_on=day), by=seller)
    with clock.at(began):
        actions.check_in(visit, by=seller, presence=_presence(dice, visit, PresenceKind.IN, place))
        for step in kind.steps.all():
            _keep(dice, visit, step, seller)
    with clock.at(began + timedelta(minutes=dice.choice([35, 50, 70]))):
        here = _presence(dice, visit, PresenceKind.OUT, place)
        actions.check_out(visit, by=seller, presence=here, summary=dice.choice(SAID))


def _presence(dice: random.Random, visit: Visit, kind: PresenceKind, place: Place) -> Presence:
    if place.point is None:
        return presence(visit, kind, Clocks.now())
    off = 0.03 if not dice.randrange(4) else 0.0004
    fix = Fix(place.point.latitude + off, place.point.longitude, dice.choice([8, 15, 30, 65]))
    return presence(visit, kind, Clocks.now(), fix, "Android")


def _keep(dice: random.Random, visit: Visit, step: VisitStep, seller: User) -> None:
    """What was seen there; the photo is drawn, for nobody's shop is shown here."""
    answers = [[each["label"], dice.choice(each["answers"]) if each["answers"] else str(dice.randint(2, 40))] for each in step.questions]
    photo = keep_file(visit, by=seller, file=_picture(dice)) if step.kind == "photo" else None
    evidence = Evidence(key=UUID(int=dice.getrandbits(128), version=4), taken_at=clock.now(), photo=photo, answers=answers)
    actions.keep_evidence(visit, by=seller, step=step, evidence=evidence)


def _picture(dice: random.Random) -> SimpleUploadedFile:
    image = Image.new("RGB", (480, 320), (214, 220, 228))
    pen = ImageDraw.Draw(image)
    for shelf in range(3):
        for box in range(7):
            left, top = 24 + box * 62, 30 + shelf * 96
            pen.rectangle((left, top, left + 48, top + 70), fill=tuple(dice.randint(60, 200) for _part in range(3)), outline=(70, 78, 92))
        pen.rectangle((12, 104 + shelf * 96, 468, 112 + shelf * 96), fill=(96, 104, 120))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), content_type="image/jpeg")
