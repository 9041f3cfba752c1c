"""The cockpit: causes with their figures, only of those whom one leads, whatever the number of people."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.metrics.schedule import count_nightly
from kaituo.foundation.records import actions as records
from kaituo.office.insights.choices import CauseKey
from kaituo.office.insights.cockpit import Cockpit, cockpit
from kaituo.office.insights.models import CauseRule
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
    assert (finding.seen.value, finding.seen.peers, finding.seen.before) == (2, 6, 0)


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


def test_as_many_queries_for_thirty_people_as_for_two(client, staffed, django_assert_num_queries, django_assert_max_num_queries):
    client.force_login(staffed.mei)
    client.get(reverse("insights-cockpit"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("insights-cockpit"))
    for number in range(30):
        person = User.objects.create(username=f"p{number}", name=f"P{number}", password="!")
        Membership.objects.create(user=person, team=staffed.east, starts_on=date(2020, 1, 1))
        records.create(Staff(name=person.name, user=person, joined_on=date(2020, 1, 1)), by=staffed.ada)
        records.create(Account(name=f"Of P{number}", owner=person), by=staffed.ada)
    count_nightly.call()
    with django_assert_num_queries(len(few)):
        assert client.get(reverse("insights-cockpit")).content.decode().count('class="case"') == 32
