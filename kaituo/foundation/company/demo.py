"""The demo company's world: one seed, one calendar, and the people and things that the contexts' `demo.py` add to it and use. Also the organisation itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.calendar import UnknownYear
from kaituo.foundation.kernel.china import china_days
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock

from .models import ExchangeRate, Holiday, LegalEntity, Organisation

SEED = 20260501
MONTHS = 18
LEAVER, MONTHS_SINCE_LEFT = "冯强", 4
RATES = {
    "USD": ("7.21", "7.18", "7.24"),
    "EUR": ("7.76", "7.82", "7.90"),
    "HKD": ("0.9240", "0.9215", "0.9280"),
    "JPY": ("0.0481", "0.0475", "0.0490"),
}


@dataclass
class World:
    """What the demo's makers share. `rng` is seeded, so that every installation has the same company."""

    today: date = field(default_factory=timezone.localdate)
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - believable, not secret
    things: dict[str, Any] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)
    """By part: "rep", "manager", "director", "back_office" …"""
    joined_on: dict[int, date] = field(default_factory=dict)

    @property
    def system(self) -> User:
        return User.objects.system()

    @property
    def start(self) -> date:
        """The first day of the month in which the story begins."""
        months = self.today.year * 12 + self.today.month - 1 - MONTHS
        return date(months // 12, months % 12 + 1, 1)

    @property
    def sellers(self) -> list[User]:
        return [*self.people["rep"], *self.people["outsourced_rep"]]

    @property
    def left_on(self) -> date:
        """The first day on which whoever left is no longer there: the first of a month, four months ago."""
        months = self.today.year * 12 + self.today.month - 1 - MONTHS_SINCE_LEFT
        return date(months // 12, months % 12 + 1, 1)

    def is_here(self, user_id: int, on: date) -> bool:
        return on < self.left_on or self.leaver is None or self.leaver.pk != user_id

    def first_day_of(self, user_id: int) -> date:
        """The day on which the person joined, or that on which the story begins."""
        return max(self.start, self.joined_on.get(user_id, self.start))

    def last_day_of(self, user: User) -> date:
        return self.today if self.is_here(user.pk, self.today) else self.left_on - timedelta(days=1)

    def while_here(self, user: User, day: date) -> date:
        """The day, or the last one on which the person was there."""
        return day if self.is_here(user.pk, day) else self.last_day_of(user)

    @property
    def leaver(self) -> User | None:
        """The rep who left during the story."""
        return next((user for user in self.people.get("rep", []) if user.name == LEAVER), None)

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """A workday between two days, both included."""
        first, last = first or self.start, min(last or self.today, self.today)
        day = first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))
        while day.weekday() > 4 and day > first:
            day -= timedelta(days=1)
        return day

    @contextmanager
    def on(self, day: date) -> Iterator[None]:
        """Whatever is done within happens on that day, at some working hour."""
        moment = datetime.combine(day, time(self.rng.randint(9, 17), self.rng.randint(0, 59)))
        moment = min(timezone.make_aware(moment), timezone.now())
        with clock.at(moment):
            yield

    @contextmanager
    def apart(self, name: str) -> Iterator[None]:
        """Chances of their own: what is told within leaves everything that follows as it was."""
        kept, self.rng = self.rng, Random(f"{SEED} {name}")  # noqa: S311 - believable, not secret
        try:
            yield
        finally:
            self.rng = kept

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent


def make(world: World) -> None:
    """The organisation, its legal entities, exchange rates and holidays."""
    by = world.system
    with world.on(world.start):
        records.create(Organisation(name="华拓智能装备有限公司", base_currency="CNY", country="CN"), by=by)
        entities = [
            LegalEntity(
                name="华拓智能装备有限公司",
                tax_number="91310115MA1H7X2T3K",
                address="上海市浦东新区张江路 88 号",
                phone="021-5888 0000",
                bank="中国工商银行上海张江支行",
                bank_account="1001 2345 0930 0012 345",
            ),
            LegalEntity(name="华拓智能（香港）有限公司", address="香港九龙观塘海滨道 77 号", phone="+852 2888 0000"),
        ]
        world.things["legal_entities"] = [records.create(entity, by=by) for entity in entities]
        for number in range(3):
            on = world.start.replace(day=1) + timedelta(days=182 * number)
            for currency, rates in RATES.items():
                records.create(ExchangeRate(currency=currency, starts_on=on, rate=Decimal(rates[number])), by=by)
        # The peg of those years, so that books of long ago can be imported beside the demo company's.
        records.create(ExchangeRate(currency="USD", starts_on=date(2000, 1, 1), rate=Decimal("8.277")), by=by)
        records.create_many(holidays(range(world.start.year, world.today.year + 1)), by=by)


def holidays(years: range) -> list[Holiday]:
    """China's holidays and make-up workdays, of the years that are published."""
    rows = []
    for year in years:
        try:
            days = china_days(year)
        except UnknownYear:
            continue
        rows += [Holiday(day=day, name=name) for day, name in days.holidays.items()]
        rows += [Holiday(day=day, name="调休上班", is_workday=True) for day in days.make_up]
    return rows
