"""What to do now: matters of several areas in one list, with why and the next step."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.field.activities.models import FollowUp
from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity.models import Helping
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.agenda import agenda
from kaituo.office.insights.tests.conftest import stages  # noqa: F401  the same stages
from kaituo.office.insights.tests.test_reports import deal
from kaituo.sales.customers.models import Account


@pytest.fixture(autouse=True)
def organisation(db):
    return Organisation.objects.create(name="Kaituo", base_currency="CNY")


@pytest.fixture
def promise(cast):
    account = records.create(Account(name="Lantern", owner=cast.alice), by=cast.alice)

    def make(days: int) -> FollowUp:
        due = timezone.localdate() + timedelta(days=days)
        return records.create(FollowUp(account=account, owner=cast.alice, what="Send the offer", due_on=due), by=cast.alice)

    return make


def of(user, *owners, only=""):
    return agenda(user, [owner.pk for owner in owners or (user,)], timezone.localdate(), only)


def test_the_late_one_stands_before_that_of_today_and_that_of_tomorrow_is_not_there(cast, promise):
    today, late, _tomorrow = promise(0), promise(-3), promise(1)
    assert [matter.row for matter in of(cast.alice).matters] == [late, today]
    assert [matter.reasons[0].text for matter in of(cast.alice).matters] == ["3 days late", "Today"]


def test_each_kind_is_counted_and_one_can_be_looked_at_alone(cast, promise, stages):  # noqa: F811  the fixture of that name is asked for
    promise(0)
    deal(stages, cast.alice, expected_on=timezone.localdate() - timedelta(days=1))
    found = of(cast.alice, only="deals")
    assert {source.key: count for source, count in found.counts} == {"plans": 1, "deals": 1}
    assert [matter.source.key for matter in found.matters] == ["deals"]


def test_nobody_finds_matters_of_others(cast, promise):
    promise(0)
    assert of(cast.charlie, cast.alice).count == 0


def test_whoever_acts_for_a_rep_sees_her_matters_on_the_first_page(client, cast, promise):
    promise(-1)
    Helping.objects.create(helper=cast.bob, rep=cast.alice, starts_on=timezone.localdate())
    client.force_login(cast.bob)
    page = client.get(reverse("home")).content.decode()
    assert "Lantern" in page
    assert "Alice" in page


def test_the_chip_of_a_kind_asks_only_for_the_list(client, cast, promise):
    promise(0)
    client.force_login(cast.alice)
    part = client.get(reverse("home-today") + "?kind=plans", HTTP_HX_REQUEST="true").content.decode()
    assert "Lantern" in part
    assert "<html" not in part


def test_a_kind_that_does_not_exist_is_no_page(client, cast):
    client.force_login(cast.alice)
    assert client.get(reverse("home-today") + "?kind=weather").status_code == 404


def test_many_matters_ask_no_more_queries_than_two(client, cast, promise, stages):  # noqa: F811  the fixture of that name is asked for
    counts = []
    for more in (2, 8):
        for _each in range(more):
            promise(0)
            deal(stages, cast.alice, expected_on=timezone.localdate() - timedelta(days=1))
        of(cast.alice)
        with CaptureQueriesContext(connection) as queries:
            of(cast.alice)
        counts.append(len(queries))
    assert counts[0] == counts[1]
