"""Asking, deciding, delegating."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kaituo.foundation.approvals import actions
from kaituo.foundation.approvals.models import Delegation, Flow, FlowLevel, Request
from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Tag
from kaituo.foundation.records.refusals import Refused

FACTS = {"discount_rate": Decimal("0.25")}


@pytest.fixture
def subject(db):
    return Tag.objects.create(name="anything")


@pytest.fixture
def flow(fang):
    flow = Flow.objects.create(name="Deep", model="records.Tag", kind="discount", condition="discount_rate > 0.2")
    FlowLevel.objects.create(flow=flow, position=1)
    FlowLevel.objects.create(flow=flow, position=2, approver="role", role=Role.objects.get(key="finance"))
    return flow


@pytest.fixture
def request_(subject, alice):
    return actions.ask(subject, "discount", FACTS, by=alice)


def test_without_a_flow_the_askers_lead_decides(request_, subject, mei):
    assert list(Request.objects.waiting_for(mei)) == [request_]
    actions.approve(request_, by=mei)
    assert actions.approved(subject, "discount", FACTS)


def test_an_approval_holds_only_for_the_facts_it_was_given_on(request_, subject, mei):
    actions.approve(request_, by=mei)
    assert not actions.approved(subject, "discount", {"discount_rate": Decimal("0.3")})


def test_the_levels_decide_one_after_the_other(flow, subject, alice, mei, fang):
    request = actions.ask(subject, "discount", FACTS, by=alice)
    assert not Request.objects.waiting_for(fang)
    actions.approve(request, by=mei)
    assert not actions.approved(subject, "discount")
    actions.approve(request, by=fang, note="fine")
    assert [decision.by for decision in request.decisions.all()] == [mei, fang]
    assert actions.approved(subject, "discount")


def test_a_flow_whose_condition_is_not_met_does_not_apply(flow, subject, alice, mei):
    request = actions.ask(subject, "discount", {"discount_rate": Decimal("0.15")}, by=alice)
    actions.approve(request, by=mei)
    assert actions.approved(subject, "discount")


def test_the_approver_sees_the_record_though_it_lies_outside_her_reach(request_, subject, mei, charlie):
    assert may(mei, "view", subject)
    assert not may(charlie, "view", subject)


def test_an_administrator_who_was_not_asked_does_not_decide(request_, ada):
    with pytest.raises(Refused):
        actions.approve(request_, by=ada)


def test_nobody_approves_her_own_request(request_, alice, bob):
    with pytest.raises(Refused):
        actions.approve(request_, by=alice)
    with pytest.raises(PermissionDenied):
        actions.approve(request_, by=bob)


def test_where_nobody_stands_above_the_asker_asking_is_refused(subject, mei):
    with pytest.raises(Refused, match="Nobody"):
        actions.ask(subject, "discount", FACTS, by=mei)


def test_a_rejection_ends_the_request(request_, subject, mei):
    actions.reject(request_, by=mei, note="too much")
    assert not actions.approved(subject, "discount")
    with pytest.raises((Refused, PermissionDenied)):
        actions.approve(request_, by=mei)


def test_only_the_asker_withdraws(request_, alice, mei, ada):
    with pytest.raises(Refused):
        actions.withdraw(request_, by=ada)
    actions.withdraw(request_, by=alice)
    assert not Request.objects.waiting_for(mei)


def test_asking_again_with_other_facts_replaces_the_request(request_, subject, alice):
    assert actions.ask(subject, "discount", FACTS, by=alice) == request_
    actions.ask(subject, "discount", {"discount_rate": Decimal("0.3")}, by=alice)
    request_.refresh_from_db()
    assert request_.state == "withdrawn"


def test_a_delegate_decides_for_whoever_is_away(request_, subject, mei, bob):
    today = timezone.localdate()
    records.create(Delegation(person=mei, delegate=bob, starts_on=today, ends_on=today + timedelta(days=7)), by=mei)
    actions.approve(request_, by=bob)
    assert request_.decisions.get().acting_for == mei


def test_a_delegate_decides_only_while_the_delegation_holds(request_, mei, bob):
    records.create(Delegation(person=mei, delegate=bob, starts_on=date(2999, 1, 1)), by=mei)
    assert not Request.objects.waiting_for(bob)


def test_a_condition_that_cannot_be_computed_is_refused_when_it_is_written():
    with pytest.raises(ValidationError):
        Flow(name="Odd", model="records.Tag", kind="discount", condition="discount_rate >").full_clean()
