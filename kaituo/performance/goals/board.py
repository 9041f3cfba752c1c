"""The plan of a year: teams and people one may see as rows, periods as columns, for one measure. Reads only; cells change through the verbs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import Membership, Team, TeamPath, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import Measure, adds_up, adds_up_by_day

from .actuals import fill
from .models import Target

LABEL = "goals.Target"
Holder = tuple[str, int]


@dataclass
class Cell:
    """One holder in one period, also with a target that is still being agreed; `gap` is what the rows directly below miss of a team's goal."""

    holder: Holder
    period: Period
    target: Target | None = None
    gap: Decimal | None = None

    @property
    def name(self) -> str:
        return f"cell-{self.holder[0]}-{self.holder[1]}-{self.period.start}"


@dataclass
class Row:
    """`depth` is how far it stands in from the left; `adds_up` says whether its periods make a total: rates, and what stands on a day, do not."""

    holder: Holder
    name: str
    depth: int
    cells: list[Cell]
    adds_up: bool = True

    @property
    def total(self) -> Decimal | None:
        given = [cell.target.goal_amount for cell in self.cells if cell.target and cell.target.is_in_force]
        return sum(given, Decimal(0)) if given and self.adds_up else None


@dataclass(frozen=True)
class Node:
    holder: Holder
    name: str
    depth: int
    parent: Holder | None


def teams_in_reach(user: User, on: date) -> QuerySet[Team]:
    """The teams whose targets the person's roles reach: all, or those below the ones she leads."""
    scopes = user.rights.reach(LABEL, "view")
    if user.is_system or Scope.ALL in scopes:
        return Team.objects.all()
    led = Membership.objects.on(on).filter(user=user, is_lead=True) if Scope.SUBTREE in scopes else Membership.objects.none()
    paths = TeamPath.objects.on(on).filter(ancestor__in=led.values("team"))
    return Team.objects.filter(pk__in=paths.values("descendant"))


def nodes(user: User, on: date) -> list[Node]:
    """The tree in reading order: each team with its members, then the teams below it; at least the person herself."""
    teams = {team.pk: team for team in teams_in_reach(user, on)}
    above = dict(TeamPath.objects.on(on).filter(depth=1).values_list("descendant_id", "ancestor_id"))
    members: dict[int, list[User]] = {}
    rows = Membership.objects.on(on).filter(team__in=teams, user__is_active=True, user__is_system=False).select_related("user")
    for row in rows.order_by("-is_lead", "user__sort_key"):
        members.setdefault(row.team_id, []).append(row.user)
    found: list[Node] = []

    def visit(team: Team, depth: int, parent: Holder | None) -> None:
        holder = ("team", team.pk)
        found.append(Node(holder, team.name, depth, parent))
        found.extend(Node(("person", person.pk), person.name, depth + 1, holder) for person in members.get(team.pk, []))
        for below in teams.values():
            if above.get(below.pk) == team.pk:
                visit(below, depth + 1, holder)

    for team in teams.values():
        if above.get(team.pk) not in teams:
            visit(team, 0, None)
    return found or [Node(("person", user.pk), user.name, 0, None)]


def periods_of(year: int, kind: PeriodKind) -> list[Period]:
    return Period.year(year).split(kind)


def plan(user: User, measure: Measure, year: int, kind: PeriodKind, *, on: date) -> list[Row]:
    """The grid with its targets, what was reached of them, and the gaps; the number of queries does not grow with the rows."""
    rows = visible(user, Target.objects.standing()).filter(measure=measure.name, kind=kind).within(Period.year(year))
    targets = {(_holder(target), target.starts_on): target for target in fill(rows.select_related("person", "team"))}
    tree = nodes(user, on)
    below: dict[Holder | None, list[Holder]] = {}
    for node in tree:
        below.setdefault(node.parent, []).append(node.holder)
    spans = periods_of(year, kind)
    grows = adds_up(measure) and adds_up_by_day(measure)
    return [Row(node.holder, node.name, node.depth, [_cell(node, span, targets, below) for span in spans], grows) for node in tree]


def _holder(target: Target) -> Holder:
    return ("team", target.team_id) if target.team_id else ("person", target.person_id)


def _cell(node: Node, period: Period, targets: dict, below: dict[Holder | None, list[Holder]]) -> Cell:
    target = targets.get((node.holder, period.start))
    children = [targets.get((holder, period.start)) for holder in below.get(node.holder, [])]
    given = [child.goal_amount for child in children if child and child.is_in_force]
    gap = target.goal_amount - sum(given, Decimal(0)) if target and target.is_in_force and target.is_additive and given else None
    return Cell(node.holder, period, target, gap)
