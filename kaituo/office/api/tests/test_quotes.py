"""Quotes over the interface: the shell's answer, for whoever may read plans, and nothing written."""

import json
from pathlib import Path

import pytest

from kaituo.foundation.identity.models import Grant, Role
from kaituo.performance.commissions.engine.plan.loading import read_plan
from kaituo.performance.commissions.models import Plan
from kaituo.performance.commissions.quotes import FILES, quoted

EXAMPLES = sorted(path.parent for path in (Path(__file__).resolve().parents[4] / "docs" / "commission-plans" / "examples").glob("*/expected.json"))
CREDITS = "ref,payee,day,amount\n1,alice,2026-03-03,1000\n"
PLAN = {
    "name": "Plan",
    "terms": [{"components": [{"kind": "commission", "key": "base", "measures": ["sales"], "rate": {"kind": "constant", "rate": 0.05}}]}],
}


@pytest.fixture
def fangs(program, fang):
    Grant.objects.create(role=Role.objects.get(key="finance"), model="commissions.Plan", verb="view", scope="all")
    Grant.objects.create(role=Role.objects.get(key="finance"), model="api.Token", verb="*", scope="own")
    return program(fang, reach="read")


def asked(folder) -> dict:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8")).get("options", {})
    files = {name: (folder / f"{name}.csv").read_text(encoding="utf-8") for name in FILES if (folder / f"{name}.csv").exists()}
    return {"plan": json.loads((folder / "plan.json").read_text(encoding="utf-8")), "files": files, **expected}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_every_example_pays_the_same_as_in_the_shell(fangs, folder, django_assert_max_num_queries):
    body = asked(folder)
    with django_assert_max_num_queries(8):
        found = fangs.post("commissions/quote", body)
    assert found.status_code == 200
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    paid = [(each["payee"], each["period"], each["earned"], each["payable"]) for each in found.json()["statements"]]
    assert paid == [(each["payee"], each["period"], each["earned"], each["payable"]) for each in expected["statements"]]


def test_the_whole_answer_is_the_shells(fangs):
    files = {"credits": ("credits.csv", CREDITS.encode())}
    found = fangs.post("commissions/quote", {"plan": PLAN, "files": {"credits": CREDITS}, "measures": ["sales"]}).json()
    assert found == quoted(json.dumps(PLAN), files, measures=["sales"])


def test_faults_come_with_code_place_and_sentence(fangs):
    wrong = json.loads(json.dumps(PLAN).replace("0.05", "1.01"))
    faults = fangs.post("commissions/quote", {"plan": wrong, "files": {"credits": CREDITS}}).json()["faults"]
    assert faults[0]["code"] == "rates.out_of_range"
    assert faults[0]["place"].startswith("$.terms[0].components[0].rate")


@pytest.mark.parametrize(
    "body", [{}, {"plan": PLAN}, {"plan": [], "files": {"credits": CREDITS}}, {"plan": PLAN, "files": {"credits": 1}}, {"plam": 1}]
)
def test_a_wrong_body_is_told_by_field(fangs, body):
    assert fangs.post("commissions/quote", body).status_code == 422


def test_a_large_body_is_refused(fangs):
    assert fangs.post("commissions/quote", {"plan": PLAN, "files": {"credits": CREDITS + "x" * 2_000_000}}).status_code == 413


def test_a_kept_plan_is_quoted_by_its_number(fangs, ada):
    plan = Plan.objects.create(name="Kept", note="")
    terms = read_plan(json.dumps(PLAN))[0].terms[0]
    plan.terms.create(starts_on=terms.starts_on, document=terms.model_dump(mode="json"))
    found = fangs.post("commissions/quote", {"plan": plan.pk, "files": {"credits": CREDITS}}).json()
    assert found["statements"][0]["payable"] == "50.00"


def test_whoever_may_read_no_plan_learns_nothing(program, alice):
    plan = Plan.objects.create(name="Secret plan")
    answers = [program(alice).post("commissions/quote", {"plan": number, "files": {"credits": CREDITS}}) for number in (plan.pk, plan.pk + 1)]
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert answers[0].content == answers[1].content


def test_a_plan_that_is_not_there_is_not_found(fangs):
    assert fangs.post("commissions/quote", {"plan": 99999, "files": {"credits": CREDITS}}).status_code == 404


def test_a_token_for_other_areas_is_refused(program, fang, fangs):
    assert program(fang, screens=["accounts"]).post("commissions/quote", {"plan": PLAN, "files": {"credits": CREDITS}}).status_code == 403


def test_it_is_described(fangs):
    described = fangs.get("openapi.json").json()["paths"]
    path = next(value for name, value in described.items() if name.endswith("/commissions/quote"))
    assert path["post"]["requestBody"]["content"]["application/json"]["schema"]["required"] == ["plan", "files"]
