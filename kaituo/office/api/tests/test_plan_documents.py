"""Commission plans as documents over the interface: read, changed and released by a program, with every fault told."""

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.performance.commissions.models import Plan

MONEY = next(name for name, each in sorted(MEASURES.items()) if name == "orders.booked_revenue")
COMPONENT = {"kind": "commission", "key": "base", "measures": [MONEY], "rate": {"kind": "constant", "rate": 0.05}}


@pytest.fixture
def plan(db):
    return Plan.objects.create(name="By program")


@pytest.fixture
def fangs(program, fang):
    role = Role.objects.get(key="finance")
    Grant.objects.create(role=role, model="api.Token", verb="*", scope="own")
    for model in ("Plan", "PlanTerms"):
        Grant.objects.create(role=role, model=f"commissions.{model}", verb="*", scope="all")
    return program(fang, reach="write")


def document(plan, **component) -> dict:
    return {"name": plan.name, "terms": [{"starts_on": "2026-01-01", "components": [COMPONENT | component]}]}


def test_a_document_goes_in_and_comes_out_again(fangs, plan):
    taken = fangs.put(f"commissions/plans/{plan.pk}/document", document(plan))
    assert taken.status_code == 200, taken.json()
    read = fangs.get(f"commissions/plans/{plan.pk}/document").json()
    assert read == taken.json()
    assert read["terms"][0]["components"][0]["rate"]["rate"] == "0.05"
    assert fangs.put(f"commissions/plans/{plan.pk}/document", read).json() == read


def test_a_program_releases_what_it_wrote(fangs, plan):
    fangs.put(f"commissions/plans/{plan.pk}/document", document(plan))
    assert fangs.post(f"commission-plans/{plan.pk}/release", {}).status_code == 200
    plan.refresh_from_db()
    assert plan.state == "released"
    changed = fangs.put(f"commissions/plans/{plan.pk}/document", document(plan, rate={"kind": "constant", "rate": "0.06"}))
    assert (changed.status_code, plan.terms.count()) == (422, 1)


def test_faults_are_told_with_their_places_and_nothing_is_kept(fangs, plan):
    found = fangs.put(f"commissions/plans/{plan.pk}/document", document(plan, rate={"kind": "constant", "rate": 101}))
    assert found.status_code == 422
    assert [fault["place"] for fault in found.json()["faults"]] == ["$.terms[0].components[0].rate.rate"]
    assert plan.terms.count() == 0


def test_whoever_may_not_change_plans_changes_none(program, plan, fang):
    role = Role.objects.get(key="finance")
    Grant.objects.create(role=role, model="api.Token", verb="*", scope="own")
    Grant.objects.create(role=role, model="commissions.Plan", verb="view", scope="all")
    reader = program(fang, reach="write")
    assert reader.get(f"commissions/plans/{plan.pk}/document").status_code == 200
    assert reader.put(f"commissions/plans/{plan.pk}/document", document(plan)).status_code in (403, 404)


def test_a_token_that_may_only_read_writes_nothing(program, plan, fang, fangs):
    reader = program(fang, reach="read")
    assert reader.put(f"commissions/plans/{plan.pk}/document", document(plan)).status_code == 403
