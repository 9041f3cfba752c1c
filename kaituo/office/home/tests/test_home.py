"""The first page: what it shows to whom, and that it asks the same number of queries however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Helping
from kaituo.foundation.records import actions as records
from kaituo.office.home.blocks import blocks_for
from kaituo.office.insights.tests.conftest import stages  # noqa: F401  the same stages
from kaituo.office.insights.tests.test_reports import deal
from kaituo.performance.goals.models import Target


@pytest.fixture(autouse=True)
def organisation(db):
    """Without one an administrator is led to the first steps instead."""
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


def titles(user) -> set[str]:
    return {type(block).__name__ for block, _context in blocks_for(user)}


def page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def target(cast, holder, amount=1000) -> Target:
    month = timezone.localdate().replace(day=1)
    return records.create(Target(measure="pipeline.won_amount", person=holder, starts_on=month, goal_amount=amount), by=cast.ada)


def test_a_rep_sees_her_month_and_what_needs_care(cast):
    assert titles(cast.alice) >= {"MyMonth", "Today"}
    assert not titles(cast.alice) & {"OverdueByAge", "FirstSteps"}


def test_a_manager_sees_who_is_behind(cast):
    target(cast, cast.alice)
    [standing] = [context for block, context in blocks_for(cast.mei) if type(block).__name__ == "TeamStanding"]
    assert [line.target.person for line in standing["lines"]] == [cast.alice]


def test_finance_sees_the_books_and_no_deals_of_her_own(cast):
    assert "OverdueByAge" in titles(cast.fang)
    assert "FirstSteps" not in titles(cast.fang)


def test_an_administrator_sees_the_first_steps(cast):
    assert {"FirstSteps", "FailedJobs", "LatestImports"} <= titles(cast.ada)


def test_a_deal_past_its_day_is_listed_and_another_s_is_not(client, cast, stages):  # noqa: F811  the fixture of that name is asked for
    yesterday = timezone.localdate() - timedelta(days=1)
    mine, other = (deal(stages, person, expected_on=yesterday) for person in (cast.alice, cast.bob))
    text = page(client, cast.alice)
    assert reverse("pipeline-opportunity-page", args=[mine.pk]) in text
    assert reverse("pipeline-opportunity-page", args=[other.pk]) not in text


def test_the_back_office_sees_the_reps_she_acts_for(client, cast, stages):  # noqa: F811  the fixture of that name is asked for
    Helping.objects.create(helper=cast.olga, rep=cast.alice, starts_on=timezone.localdate())
    deal(stages, cast.alice, expected_on=timezone.localdate() - timedelta(days=1))
    assert "ActingFor" in titles(cast.olga)


@pytest.mark.parametrize("name", ["alice", "mei", "fang", "ada", "olga"])
def test_the_page_opens_for_everyone(client, cast, name):
    assert "<h1>" in page(client, getattr(cast, name))


@pytest.mark.parametrize("name", ["alice", "mei", "ada"])
def test_the_page_asks_as_many_queries_for_many_rows_as_for_few(client, cast, stages, name):  # noqa: F811  the fixture of that name is asked for
    yesterday, user = timezone.localdate() - timedelta(days=1), getattr(cast, name)
    client.force_login(user)
    target(cast, cast.alice)
    for _each in range(2):
        deal(stages, cast.alice, expected_on=yesterday)
    counts = []
    for more in (0, 4):
        for _each in range(more):
            deal(stages, cast.alice, expected_on=yesterday)
        client.get(reverse("home"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("home"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
