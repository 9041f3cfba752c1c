"""A board as one reader may see it: live while the contest runs, frozen after its end. Names and figures only as far as they are for her eyes.

Whoever keeps her name off boards is named to herself and to those who lead her; everybody else sees her place. Whoever does not read all of the house's contests,
such as an agency's people, sees names and figures of her own side, and of the others only that there is somebody on the place.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from kaituo.foundation.identity.access import VIEW, owners_in_reach
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import clock
from kaituo.foundation.ui import formats
from kaituo.foundation.ui.readings import entries_behind

from .choices import Kind, row_state
from .engine.standing import State
from .models import Award, Contest, Entrant, Finding, RankingWish, Standing
from .reckoning import Desk, Row
from .seats import teams_below

FULL = Decimal(1)


@dataclass
class Runner:
    """One leg of a relay on the board."""

    person: User | None
    figure: Decimal
    from_day: date | None
    done_on: date | None
    share: Decimal = Decimal(0)
    href: str = ""


@dataclass
class Line:
    """`name` is empty where the reader may not know it; `figure` None where she may not see it. `share` is the length of the bar."""

    place: int | None
    entrant: Entrant
    is_named: bool
    is_mine: bool
    figure: Decimal | None
    base: Decimal | None
    rate: Decimal | None
    second: Decimal | None
    reached_at: datetime | None
    state: str
    is_tied: bool
    count: int
    legs_done: int = 0
    runners: list[Runner] = field(default_factory=list)
    href: str = ""
    share: Decimal = Decimal(0)
    prizes: list[str] = field(default_factory=list)
    is_unnamed: bool = False
    left_out_count: int = 0
    """How many decisions took something out of the figure; told to whoever may open it."""

    @property
    def why(self) -> str:
        return row_state(self.state)


@dataclass
class Board:
    contest: Contest
    lines: list[Line]
    is_final: bool
    mine: Line | None
    days_left: int | None

    @property
    def ahead(self) -> list[Line]:
        """Those with a place or a figure, and oneself."""
        return [line for line in self.lines if not self._is_idle(line)]

    @property
    def idle(self) -> list[Line]:
        return [line for line in self.lines if self._is_idle(line)]

    @staticmethod
    def _is_idle(line: Line) -> bool:
        return line.state == State.NOTHING and not line.is_mine


def board_of(contest: Contest, reader: User) -> Board:
    today = clock.today()
    is_final = contest.is_confirmed
    lines = _frozen(contest) if is_final else [_live(row) for row in Desk(contest, today).board()]
    eyes = Eyes(contest, reader, [line.entrant for line in lines])
    for line in lines:
        eyes.look(line)
        eyes.cover(line)
    _draw_bars(contest, lines)
    days_left = (contest.last_on - today).days + 1 if contest.is_running and today <= contest.last_on else None
    return Board(contest, lines, is_final, next((line for line in lines if line.is_mine), None), days_left)


def _live(row: Row) -> Line:
    placed, line = row.placed, row.placed.line
    shown = Line(
        placed.place,
        row.entrant,
        is_named=False,
        is_mine=False,
        figure=line.figure,
        base=line.base,
        rate=placed.rate,
        second=line.second,
        reached_at=line.reached_at,
        state=placed.state,
        is_tied=placed.is_tied,
        count=row.count,
        legs_done=line.legs_done,
    )
    shown.runners = [Runner(None, leg.figure, leg.from_day, leg.done_on) for leg in row.legs]
    return shown


def _frozen(contest: Contest) -> list[Line]:
    rows = list(Standing.objects.active().filter(contest=contest).select_related("entrant__person", "entrant__team"))
    return [_kept(row) for row in rows]


def _kept(row: Standing) -> Line:
    legs = [Runner(None, Decimal(leg["figure"]), _day(leg["from_day"]), _day(leg["done_on"])) for leg in row.legs]
    return Line(
        row.place,
        row.entrant,
        is_named=False,
        is_mine=False,
        figure=row.figure,
        base=row.base,
        rate=row.rate,
        second=row.second,
        reached_at=row.reached_at,
        state=row.state,
        is_tied=row.is_tied,
        count=len(row.evidence.get("counted", [])),
        legs_done=sum(1 for leg in legs if leg.done_on),
        runners=legs,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Eyes:
    """What one reader may know of those on a board, asked once for all of them."""

    def __init__(self, contest: Contest, reader: User, entrants: list[Entrant]) -> None:
        self.contest, self.reader, self.today = contest, reader, clock.today()
        self.people = {each.person_id for each in entrants if each.person_id} | {member for each in entrants for member in each.legs}
        self.unnamed = set(RankingWish.objects.filter(person__in=self.people, is_unnamed=True).values_list("person_id", flat=True))
        self.is_inside = reader.is_system or Scope.ALL in reader.rights.reach(Contest._meta.label, VIEW)
        self.led = owners_in_reach(reader, Entrant, "name")
        self.opens = owners_in_reach(reader, Entry, VIEW)
        self.own_teams = set(Membership.objects.on(self.today).filter(user=reader).values_list("team_id", flat=True))
        self.beside = set() if self.is_inside else self._beside()
        self.below = teams_below([each.team_id for each in entrants if each.team_id], Period.inclusive(self.today, self.today))
        self.runners = User.objects.in_bulk({member for each in entrants for member in each.legs})
        self.prizes = self._prizes()
        self.left_out = Counter(Finding.objects.left_out().filter(contest=contest).values_list("person_id", flat=True))

    def look(self, line: Line) -> None:
        entrant = line.entrant
        line.is_mine = entrant.person_id == self.reader.pk or bool(self.own_teams & self.below.get(entrant.team_id, set()))
        line.is_unnamed = entrant.person_id in self.unnamed
        line.is_named = self.knows(entrant)
        line.href = self._entries_of(line)
        line.prizes = self.prizes.get(entrant.pk, [])
        line.left_out_count = self.left_out[entrant.person_id] if line.href else 0
        for runner, member in zip(line.runners, entrant.legs, strict=False):
            goal = self.contest.figure or FULL
            runner.person = self.runners.get(member) if self.knows_person(member) else None
            runner.href = self._leg_entries(member, runner)
            runner.share = min(max(runner.figure / goal, Decimal(0)), FULL)

    def cover(self, line: Line) -> None:
        """What is not for her eyes is taken out before the bars are drawn: their length would tell it."""
        if not self.sees_figure(line):
            line.figure = line.base = line.rate = line.second = line.reached_at = None
            line.prizes, line.runners = [], []

    def knows(self, entrant: Entrant) -> bool:
        if entrant.team_id:
            return self.is_inside or bool(self.own_teams & self.below.get(entrant.team_id, set()))
        return self.knows_person(entrant.person_id)

    def knows_person(self, person: int | None) -> bool:
        if person == self.reader.pk or self.reader.is_system or (self.led is None or person in self.led):
            return True
        return person not in self.unnamed and (self.is_inside or person in self.beside)

    def sees_figure(self, line: Line) -> bool:
        """In the house everybody sees the figure of a place; from outside only with the name."""
        return self.is_inside or line.is_named

    def _beside(self) -> set[int]:
        return set(Membership.objects.on(self.today).filter(team__in=self.own_teams).values_list("user_id", flat=True))

    def _entries_of(self, line: Line) -> str:
        entrant = line.entrant
        may_open = self.opens is None or entrant.person_id in self.opens or (entrant.team_id is not None and line.is_mine)
        if not (line.is_named and may_open):
            return ""
        whose = {"person": entrant.person_id} if entrant.person_id else {"team": entrant.team_id}
        return entries_behind(self.contest.measure, self.contest.period, **whose)

    def _leg_entries(self, member: int, runner: Runner) -> str:
        if runner.from_day is None or not (self.opens is None or member in self.opens):
            return ""
        leg = Period.inclusive(runner.from_day, runner.done_on or self.contest.last_on)
        return entries_behind(self.contest.measure, leg, person=member)

    def _prizes(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for award in Award.objects.filter(contest=self.contest, archived_at=None).filter(Q(amount__gt=0) | ~Q(thing="")).select_related("standing"):
            text = award.thing or formats.money(award.amount, award.currency)
            texts = found.setdefault(award.standing.entrant_id, [])
            if text not in texts:
                texts.append(text)
        return found


def _draw_bars(contest: Contest, lines: list[Line]) -> None:
    """The longest bar is the best one's; where a figure is to be reached, the figure itself."""
    if contest.kind == Kind.RELAY:
        for line in lines:
            whole = len(line.runners) or 1
            line.share = sum((runner.share for runner in line.runners), Decimal(0)) / whole
        return
    values = [_drawn(contest, line) for line in lines]
    longest = contest.figure if contest.kind == Kind.FIRST_TO else max((value for value in values if value), default=None)
    for line, value in zip(lines, values, strict=True):
        line.share = min(value / longest, FULL) if value and longest and value > 0 else Decimal(0)


def _drawn(contest: Contest, line: Line) -> Decimal | None:
    if contest.kind == Kind.MOST_IMPROVED:
        return line.rate if line.state == State.PLACED else None
    return line.figure
