"""Gives new leads and customers to people by the rules: weighed without a trace for a dry run, or given with a line in the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.foundation.identity.models import User
from kaituo.foundation.identity.zones import zone_of
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.log import state
from kaituo.foundation.records.spans import begins
from kaituo.sales.customers.models import Account
from kaituo.sales.customers.ownership import give
from kaituo.sales.leads.models import Lead

from . import events
from .choices import CapPeriod, Subject
from .engine.assigning import Candidate, choose, matches
from .engine.matching import Verdict, judge
from .engine.turns import Seat
from .levels import too_low
from .models import Assignment, AssignmentRule, AssignmentSeat, DefaultAssignee, Leave, Shift
from .rounds import customers_held, remember, seats_of
from .strengths import needs_of, strengths_of

GIVEN = kind(
    "allocation.given",
    gettext_lazy("Leads and customers that the rules give you"),
    gettext_lazy("%(subject)s was assigned to you: %(rule)s"),
    "user-plus",
)
Facts = dict[str, str]


@dataclass
class Weighed:
    """What the rules say of something: each rule with the condition that failed, the one that took it, who was considered, and who gets it."""

    passed_over: list[tuple[AssignmentRule, str]] = field(default_factory=list)
    rule: AssignmentRule | None = None
    considered: list[tuple[User, str]] = field(default_factory=list)
    verdicts: dict[int, list[Verdict]] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    person: User | None = None
    is_default: bool = False


def facts_of(row: Lead | Account) -> Facts:
    if isinstance(row, Lead):
        facts = {name: getattr(row, name) for name in ("region", "industry", "source", "language")}
        return facts | {"product": row.product.number if row.product else ""}
    return {"region": row.region, "industry": row.industry, "account_class": row.account_class}


def weigh(subject: str, facts: Facts, *, hold: bool = False) -> Weighed:
    """`hold`: keep the rule that takes it to oneself until the transaction ends."""
    found = Weighed()
    for rule in AssignmentRule.objects.filter(archived_at=None, is_on=True, subject=subject).order_by("position", "pk"):
        failed = matches(rule.conditions, facts)
        if failed:
            found.passed_over.append((rule, failed))
            continue
        found.rule = AssignmentRule.objects.select_for_update(no_key=True).get(pk=rule.pk) if hold else rule
        break
    if found.rule:
        _consider(found, subject, facts)
    if found.person is None:
        _fall_back(found, subject)
    return found


def _consider(found: Weighed, subject: str, facts: Facts) -> None:
    seats = list(found.rule.seats.filter(archived_at=None).select_related("person").order_by("pk"))
    weights = {seat.person_id: seat.weight for seat in seats}
    loads = open_leads(list(weights)) if subject == Subject.LEAD else customers_held(list(weights))
    found.seats = seats_of(f"rule:{found.rule.pk}", weights, loads)
    people = {seat.person_id: seat for seat in seats}
    needs = needs_of(found.rule, facts)
    strengths = strengths_of(people) if needs else {}
    found.verdicts = {person: judge(needs, strengths.get(person, {})) for person in people} if needs else {}
    low = too_low(people, str(facts.get("account_class", "")))
    chosen, considered = choose(candidates(found.rule, people, found.seats, found.verdicts, low), found.rule.mode)
    found.considered = [(people[seat.person].person, hindrance) for seat, hindrance in considered]
    found.person = people[chosen.person].person if chosen else None


def _fall_back(found: Weighed, subject: str) -> None:
    """Customers that no rule takes stay in the pool; leads, and what a rule took and could not place, go to the default."""
    if subject == Subject.LEAD or found.rule is not None:
        default = DefaultAssignee.objects.filter(archived_at=None, subject=subject).select_related("person").first()
        found.person, found.is_default = (default.person, True) if default else (None, False)


def candidates(
    rule: AssignmentRule, people: dict[int, AssignmentSeat], seats: list[Seat], verdicts: dict[int, list[Verdict]], low: set[int]
) -> list[Candidate]:
    now = clock.now()
    away = set(Leave.objects.active().on(clock.today()).filter(person__in=people).values_list("person_id", flat=True))
    absent = off_shift(people, now) if rule.minds_shifts else set()
    given = given_since(rule, _first_day(rule.cap_period))
    return [
        Candidate(
            seat,
            is_active=people[seat.person].person.is_active,
            is_on_leave=seat.person in away,
            is_on_shift=seat.person not in absent,
            given_in_period=given.get(seat.person, 0),
            period_cap=people[seat.person].period_cap,
            backlog_cap=people[seat.person].backlog_cap,
            verdicts=tuple(verdicts.get(seat.person, ())),
            is_high_enough=seat.person not in low,
        )
        for seat in sorted(seats, key=lambda each: each.position)
    ]


def off_shift(people: dict[int, AssignmentSeat], now: datetime) -> set[int]:
    """Those who have shifts, none of which covers this moment where they are."""
    shifts = Shift.objects.filter(archived_at=None, person__in=people).select_related("person")
    there = {shift.person_id for shift in shifts if shift.covers(timezone.localtime(now, zone_of(shift.person.time_zone)))}
    return {shift.person_id for shift in shifts} - there


def given_since(rule: AssignmentRule, first: date) -> dict[int, int]:
    rows = Assignment.objects.filter(rule=rule, is_default=False, created_at__gte=begins(first))
    return dict(rows.order_by().values_list("person_id").annotate(Count("pk")))


def _first_day(period: str) -> date:
    kinds = {CapPeriod.WEEK: PeriodKind.WEEK, CapPeriod.MONTH: PeriodKind.MONTH}
    return Period.containing(clock.today(), kinds[period]).start if period in kinds else clock.today()


def open_leads(people: list[int]) -> dict[int, int]:
    return dict(Lead.objects.open().filter(owner__in=people).order_by().values_list("owner_id").annotate(Count("pk")))


@transaction.atomic
def allot(rows: Iterable[Lead | Account]) -> int:
    """Each to whom the rules say; those that nobody gets stay. Returns how many were given."""
    told, count = [], 0
    for row in rows:
        subject = Subject.LEAD if isinstance(row, Lead) else Subject.ACCOUNT
        found = weigh(subject, facts_of(row), hold=True)
        if found.person is None:
            continue
        _give(row, found)
        _write_down(row, subject, found)
        told.append((found.person, GIVEN, row, {"rule": _why(found)}))
        count += 1
    tell_many(told, by=User.objects.system())
    return count


def _give(row: Lead | Account, found: Weighed) -> None:
    system, words = User.objects.system(), {"person": str(found.person), "rule": _why(found)}
    if isinstance(row, Account):
        give([row.pk], found.person, by=system, says=events.ACCOUNT_ALLOTTED, inputs=lambda account: words)
        return
    before = snapshot(row)
    row.owner = found.person
    row.save(update_fields=["owner"])
    ring([state(events.LEAD_ALLOTTED, row, by=system, changes=difference(before, snapshot(row)), inputs=words)])


def _write_down(row: Model, subject: str, found: Weighed) -> None:
    if not found.is_default and found.rule:
        remember(f"rule:{found.rule.pk}", found.seats, found.person.pk)
    considered = [[person.pk, str(person), hindrance, found.verdicts.get(person.pk, [])] for person, hindrance in found.considered]
    line = Assignment(subject=subject, subject_id=row.pk, subject_text=str(row)[:200], rule=found.rule, person=found.person)
    line.is_default, line.considered = found.is_default, considered
    records.create(line, by=User.objects.system())


def _why(found: Weighed) -> str:
    if found.is_default:
        return _("default assignee")
    return _("rule “%(rule)s”") % {"rule": found.rule}
