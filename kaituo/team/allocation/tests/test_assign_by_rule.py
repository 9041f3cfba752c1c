"""New leads and customers find their people by rules, and the log says why."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kaituo.foundation.notices.models import Notice
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.sales.customers.models import Account
from kaituo.sales.leads.models import Lead
from kaituo.team.allocation.allotting import weigh
from kaituo.team.allocation.models import Assignment, AssignmentRule, AssignmentSeat, DefaultAssignee, Leave, Ownership, Shift, Turn


@pytest.fixture
def default(mei, ada):
    for subject in ("lead", "account"):
        records.create(DefaultAssignee(subject=subject, person=mei), by=ada)
    return mei


@pytest.fixture
def make_rule(default, ada):
    def make(*people, name="East", **values):
        rule = records.create(AssignmentRule(name=name, **values), by=ada)
        for person in people:
            seat = person if isinstance(person, dict) else {"person": person}
            records.create(AssignmentSeat(rule=rule, **seat), by=ada)
        return rule

    return make


@pytest.fixture
def come(ada):
    """A lead comes in; who got it."""

    def comes(name="Lamp", **values):
        row = records.create(Lead(name=name, **values), by=ada)
        row.refresh_from_db()
        return row.owner

    return comes


def test_without_a_default_there_is_no_rule(ada):
    with pytest.raises(ValidationError, match="default assignee"):
        records.create(AssignmentRule(name="East"), by=ada)


def test_the_first_rule_that_matches_gives_it_out(make_rule, come, alice, bob, charlie):
    make_rule(charlie, name="Everything", position=20)
    make_rule(alice, bob, name="Jiangsu", position=10, regions=["江苏"])
    assert [come(region=region) for region in ("江苏", "江苏", "浙江", "江苏")] == [alice, bob, charlie, alice]


def test_what_no_rule_takes_goes_to_the_default(make_rule, come, alice, mei):
    make_rule(alice, industries=["it"])
    assert come(industry="food") == mei
    assert Assignment.objects.get().is_default


def test_whoever_is_away_or_full_is_skipped_and_the_log_says_so(make_rule, come, alice, bob, charlie, ada):
    make_rule(alice, {"person": bob, "backlog_cap": 1}, charlie)
    records.create(Leave(person=alice, starts_on=timezone.localdate()), by=ada)
    assert [come(), come(), come()] == [bob, charlie, charlie]
    last = Assignment.objects.latest("pk")
    assert last.reasons == [("Alice", "on leave"), ("Bob", "has enough open"), ("Charlie", "")]
    assert Notice.objects.filter(person=charlie, kind="allocation.given").count() == 2


def test_a_cap_of_the_day_holds_until_tomorrow(make_rule, come, alice, mei, on_day):
    make_rule({"person": alice, "period_cap": 1})
    assert [come(), come()] == [alice, mei]
    with on_day(1):
        assert come() == alice


def test_shifts_are_read_by_the_clock_of_the_person(make_rule, come, alice, bob, ada):
    make_rule(alice, bob, minds_shifts=True)
    for person, zone in ((alice, "Asia/Shanghai"), (bob, "Europe/London")):
        person.time_zone = zone
        person.save()
        records.create(Shift(person=person, weekday=0, begins_at="09:00", ends_at="18:00"), by=ada)
    monday = datetime.fromisoformat("2026-05-04T02:00:00+00:00")
    with clock.at(monday):
        assert come() == alice
    with clock.at(monday + timedelta(hours=13)):
        assert come() == bob


def test_by_weight_the_round_goes_on_where_it_stopped(make_rule, come, alice, bob):
    make_rule({"person": alice, "weight": 3}, bob, mode="weighted")
    assert [come() for _time in range(8)].count(alice) == 6


def test_a_dry_run_uses_no_turn(make_rule, come, alice, bob):
    make_rule(alice, bob)
    assert [weigh("lead", {}).person for _time in range(3)] == [alice] * 3
    assert not Turn.objects.exists()
    assert come() == alice


def test_customers_that_no_rule_takes_stay_in_the_pool(pool, make_rule, alice, ada):
    make_rule(alice, subject="account", account_classes=["a"])
    small, large = (records.create(Account(name=name, account_class=name), by=ada) for name in "ca")
    assert (Ownership.objects.get(account=small).is_pooled, Ownership.objects.get(account=large).owner) == (True, alice)


def test_a_lead_that_has_its_rep_keeps_her(make_rule, come, alice, bob):
    make_rule(alice)
    assert come(owner=bob) == bob
