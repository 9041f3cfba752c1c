"""The cockpit: causes with their figures, only of those whom one leads, whatever the number of people."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.schedule import count_nightly
from kaituo.foundation.records import actions as records
from kaituo.office.insights.casebook import PORTION, Casebook
from kaituo.office.insights.choices import CauseKey
from kaituo.office.insights.cockpit import Cockpit, before, cockpit
from kaituo.office.insights.models import CauseRule
from kaituo.performance.goals.actions.targets import set_target
from kaituo.sales.customers.models import Account
from kaituo.team.people.models import Staff


@pytest.fixture
def staffed(cast):
    """Alice, Bob and Charlie sell; Alice called ten customers within four weeks, Bob two, Charlie one."""
    for person, calls in ((cast.alice, 10), (cast.bob, 2), (cast.charlie, 1)):
        records.create(Staff(name=person.name, user=person, joined_on=date(2020, 1, 1)), by=cast.ada)
        account = records.create(Account(name=f"Of {person.name}", owner=person), by=cast.ada)
        for number in range(calls):
            when = timezone.now() - timedelta(days=number % 20 + 1)
            records.create(Activity(account=account, owner=person, text="Talked", happened_at=when), by=cast.ada)
    return cast


def seen(user) -> Cockpit:
    return cockpit(user, timezone.localdate())


def causes_of(found: Cockpit, person) -> set[str]:
    return {finding.cause.key for case in found.cases if case.staff.user_id == person.pk for finding in case.causes}


def test_who_needs_most_comes_first_with_the_cause_and_its_figures(staffed):
    found = seen(staffed.mei)
    assert [case.staff.user for case in found.cases] == [staffed.bob, staffed.alice]
    finding = next(each for each in found.cases[0].causes if each.cause.key == CauseKey.FEW_CONTACTS)
    earlier = before(found, [staffed.bob.pk], staffed.mei, timezone.localdate())
    assert (finding.seen.value, finding.seen.peers, earlier[finding.cause.measure, staffed.bob.pk]) == (2, 6, 0)


def test_the_figure_opens_into_as_many_records_as_it_says(client, staffed):
    finding = next(each for each in seen(staffed.mei).cases[0].causes if each.cause.key == CauseKey.FEW_CONTACTS)
    client.force_login(staffed.mei)
    assert client.get(finding.href).content.decode().count("Talked") >= 2


def test_what_concerns_everybody_is_nobodys_own(staffed):
    """Nobody made a visit: that is no cause of one person."""
    found = seen(staffed.mei)
    assert CauseKey.FEW_VISITS not in causes_of(found, staffed.bob)
    assert CauseKey.FEW_VISITS in {finding.cause.key for finding in found.cases[0].shared}


def test_what_could_not_be_judged_is_said(staffed):
    found = seen(staffed.mei)
    assert {CauseKey.OFF_PACE, CauseKey.DISCOUNTING} <= {cause.key for cause in found.unknown}


def test_where_nobody_has_a_target_of_the_month_pace_is_that_of_the_quarter(staffed):
    quarter = Period.containing(timezone.localdate(), PeriodKind.QUARTER)
    given = {"measure": "orders.booked_revenue", "kind": "quarter", "starts_on": quarter.start, "goal_amount": 1000}
    set_target(by=staffed.mei, person=staffed.bob, **given)
    with time_machine.travel(datetime.combine(quarter.last_day, time(12)), tick=False):
        assert CauseKey.OFF_PACE in causes_of(seen(staffed.mei), staffed.bob)


def test_the_company_sets_its_own_thresholds(staffed):
    records.create(CauseRule(cause=CauseKey.FEW_CONTACTS, threshold=2), by=staffed.ada)
    assert CauseKey.FEW_CONTACTS not in causes_of(seen(staffed.mei), staffed.bob)


def test_what_is_not_looked_at_is_no_cause(staffed):
    records.create(CauseRule(cause=CauseKey.FEW_CONTACTS, threshold=8, is_on=False), by=staffed.ada)
    assert CauseKey.FEW_CONTACTS not in {cause.key for cause in seen(staffed.mei).causes}


@pytest.mark.parametrize(("name", "status"), [("alice", 403), ("mei", 200), ("olga", 403), ("fang", 403), ("ada", 200)])
def test_only_whoever_leads_opens_it(client, staffed, name, status):
    client.force_login(getattr(staffed, name))
    assert client.get(reverse("insights-cockpit")).status_code == status


def test_a_manager_sees_her_own_people_only(staffed):
    assert {case.staff.user for case in seen(staffed.mei).cases} == {staffed.alice, staffed.bob}


def hire(cast, count: int) -> None:
    """More people of the east, each with a customer and nothing done."""
    for number in range(count):
        person = User.objects.create(username=f"p{number}", name=f"P{number}", password="!")
        Membership.objects.create(user=person, team=cast.east, starts_on=date(2020, 1, 1))
        records.create(Staff(name=person.name, user=person, joined_on=date(2020, 1, 1)), by=cast.ada)
        records.create(Account(name=f"Of P{number}", owner=person), by=cast.ada)
    count_nightly.call()


def test_as_many_queries_for_a_full_page_as_for_two(client, staffed, django_assert_num_queries, django_assert_max_num_queries):
    client.force_login(staffed.mei)
    client.get(reverse("insights-cockpit"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("insights-cockpit"))
    hire(staffed, 30)
    with django_assert_num_queries(len(few)):
        assert client.get(reverse("insights-cockpit")).content.decode().count('class="case"') == PORTION


def test_the_next_portion_shows_who_comes_after(client, staffed):
    hire(staffed, PORTION)
    client.force_login(staffed.mei)
    found = seen(staffed.mei)
    assert len(found.cases) == PORTION + 2
    rest = client.get(reverse("insights-cockpit"), {"from": PORTION}, HTTP_HX_REQUEST="true").content.decode()
    assert [f"<b>{case.staff.name}</b>" in rest for case in found.cases] == [False] * PORTION + [True, True]
    assert "cases-more" not in rest


def test_a_cause_tells_how_many_it_concerns_and_opens_them(client, staffed):
    hire(staffed, 3)
    book = Casebook(seen(staffed.mei), cause=CauseKey.FEW_CONTACTS)
    few = next(each for each in book.concerns if each.cause.key == CauseKey.FEW_CONTACTS)
    assert (few.count, few.judged) == (len(book.concerned), len(book.cases))
    client.force_login(staffed.mei)
    page = client.get(reverse("insights-cockpit"), {"cause": CauseKey.FEW_CONTACTS}).content.decode()
    assert page.count('class="case"') == few.count


def test_cases_are_narrowed_by_team_and_kind_of_engagement(staffed):
    Staff.objects.filter(user=staffed.bob).update(engagement="remote", team=staffed.east)
    found = seen(staffed.mei)
    assert [case.staff.user for case in Casebook(found, engagement="remote").cases] == [staffed.bob]
    assert [case.staff.user for case in Casebook(found, team=str(staffed.east.pk)).cases] == [staffed.bob]
    assert [value for value, _label in Casebook(found).engagements] == ["", "employed", "remote"]


@pytest.mark.parametrize("asked", [{"cause": "nothing"}, {"team": "x"}, {"from": "-1"}, {"from": "999999"}, {"engagement": "\x00"}])
def test_what_the_address_cannot_mean_shows_nobody_or_everybody_but_never_fails(client, staffed, asked):
    client.force_login(staffed.mei)
    assert client.get(reverse("insights-cockpit"), asked).status_code == 200
