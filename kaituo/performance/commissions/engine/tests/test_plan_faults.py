"""Plans that cannot be right are refused whole: every fault at once, each with its code and its place."""

import json

import pytest

from kaituo.performance.commissions.engine.plan.checks.links import clashes
from kaituo.performance.commissions.engine.plan.loading import read_plan, write_plan

from .sales import component, faults_of, plan_of, table

FLAT = {"kind": "constant", "rate": "0.05"}
C = "$.terms[0].components[0]"


def codes(text):
    return [(fault.code, fault.source) for fault in read_plan(text)[1]]


@pytest.mark.parametrize(
    ("rate", "code", "place"),
    [
        ({"kind": "constant", "rate": "1.01"}, "rates.out_of_range", ".rate.rate"),
        ({"kind": "constant", "rate": "-1"}, "rates.out_of_range", ".rate.rate"),
        (table((0, "1.01")), "rates.out_of_range", ".rate.bands[0]"),
        ({"kind": "table", "bands": []}, "rates.no_band", ".rate.bands"),
        ({"kind": "table", "bands": [{"upper": 100, "rate": 0}, {"lower": 90, "rate": 0}]}, "rates.overlap", ".rate.bands[1]"),
        ({"kind": "table", "bands": [{"upper": 100, "rate": 0}, {"lower": 110, "rate": 0}]}, "rates.gap", ".rate.bands[1]"),
        ({"kind": "table", "bands": [{"lower": 5, "rate": 0}]}, "rates.not_from_zero", ".rate.bands[0]"),
        ({"kind": "table", "bands": [{"upper": 100, "rate": 0}]}, "rates.not_open_ended", ".rate.bands[0]"),
        (table((0, "0.1"), method="overage"), "plan.too_few", ".rate.bands"),
        (table((0, "0.1"), (10, "0.2"), method="overage", by="count"), "plan.overage_axis", ".rate.by"),
        (table((0, "0.1"), by="attainment"), "plan.step_by_attainment", ".rate.method"),
        ({"kind": "linear", "at_zero": "0.5", "at_target": "0.1"}, "plan.falling_line", ".rate"),
        ({"kind": "formula", "text": "amount *"}, "formula.syntax", ".rate.text"),
        ({"kind": "formula", "text": "__import__('os')"}, "formula.unknown_function", ".rate.text"),
        ({"kind": "company_share", "company_rate": "0.2", "cap": 0}, "plan.cap_zero", ".rate.cap"),
        ({"kind": "lookup", "rows": {"by": "product", "values": ["a", "b"]}, "rates": [["0.1"]]}, "plan.lookup_shape", ".rate.rates"),
        ({"kind": "lookup", "rows": {"by": "discount", "lower": ["0.1"]}, "rates": [["0.1"]]}, "plan.not_from_zero", ".rate.rows.lower[0]"),
        ({"kind": "lookup", "rows": {"by": "product", "values": ["a", "a"]}, "rates": [[0], [0]]}, "plan.value_twice", ".rate.rows.values[1]"),
        (table((0, "0.1"), ("10.005", "0.2")), "rates.edge_not_whole", ".rate.bands[1].lower"),
        ({"kind": "tabel"}, "plan.not_a_choice", ".rate"),
        ({}, "plan.missing_kind", ".rate"),
        ({"kind": "constant", "rate": "much"}, "plan.not_a_number", ".rate.rate"),
        ({"kind": "constant", "rate": "NaN"}, "plan.not_a_number", ".rate.rate"),
    ],
)
def test_rates_that_cannot_be_right(rate, code, place):
    assert (code, C + place) in faults_of(component(rate))


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"split": {"shares": [{"role": "a", "share": "0.8"}, {"role": "b", "share": "0.3"}]}}, "split.not_whole", ".split.shares"),
        (
            {"split": {"shares": [{"role": "a", "share": "1"}, {"role": "b", "share": "-0.1", "overlay": True}]}},
            "split.share_not_positive",
            ".split.shares[1]",
        ),
        ({"caps": [{"amount": 0}]}, "plan.cap_zero", ".caps[0].amount"),
        ({"caps": [{"amount": 5}, {"amount": 6}]}, "plan.cap_twice", ".caps[1].per"),
        ({"caps": [{"amount": 5, "per": "line", "excess": "carried"}]}, "plan.carried_line", ".caps[0].excess"),
        ({"caps": [{"amount": 5}], "floor": {"amount": 6}}, "plan.floor_above_cap", ".floor.amount"),
        ({"caps": [{"amount": 5}], "release": {"kind": "on_cash"}}, "plan.cap_with_release", ".release"),
        ({"release": {"kind": "hold", "share": "1.2", "days": 5}}, "rates.out_of_range", ".release.share"),
        ({"gate": {"at_least": 0}}, "rates.out_of_range", ".gate.at_least"),
        ({"attainment": [{"measure": "sales", "weight": "0.7"}]}, "plan.weights_not_whole", ".attainment"),
        (
            {"multipliers": [{"attainment": [{"measure": "sales"}], "points": [{"lower": 1, "factor": 1}]}]},
            "plan.not_from_zero",
            ".multipliers[0].points",
        ),
        ({"measures": []}, "plan.too_few", ".measures"),
        ({"basis": "count"}, "plan.rate_of_pieces", ".rate"),
        ({"basis": "amonut"}, "plan.not_a_choice", ".basis"),
        ({"key": "Base Rate"}, "plan.bad_name", ".key"),
        ({"resett": "month"}, "plan.misspelt_field", ".resett"),
        ({"where": [{"by": "product", "values": []}]}, "plan.too_few", ".where[0].values"),
    ],
)
def test_components_that_cannot_be_right(fields, code, place):
    assert (code, C + place) in faults_of(component(FLAT, **fields))


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"currency": "XYQ"}, "plan.unknown_currency", "$.currency"),
        ({"pay_every": "dates"}, "plan.pay_dates_mismatch", "$.pay_dates"),
        ({"pay_every": "dates", "pay_dates": ["2026-02-01", "2026-01-01"]}, "plan.not_rising", "$.pay_dates[1]"),
        ({"members": [{"payee": "a"}, {"payee": "a"}]}, "plan.person_twice", "$.members[1]"),
        ({"members": [{"payee": "a", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}]}, "plan.ends_before_start", "$.members[0].ends_on"),
        ({"year_starts": 13}, "plan.too_large", "$.year_starts"),
        ({"format": 2}, "plan.not_a_choice", "$.format"),
    ],
)
def test_plans_that_cannot_be_right(fields, code, place):
    assert (code, place) in faults_of(component(FLAT), **fields)


def test_an_override_in_a_circle_is_refused():
    one = {"kind": "override", "key": "one", "of": "commission", "components": ["two"], "rate": FLAT}
    two = {"kind": "override", "key": "two", "of": "commission", "components": ["one"], "rate": FLAT}
    assert faults_of(one, two) == [("plan.circular_override", f"$.terms[0].components[{at}].components") for at in (0, 1)]


def test_a_component_that_is_not_there_is_named():
    override = {"kind": "override", "key": "one", "of": "commission", "components": ["nobody"], "rate": FLAT}
    assert faults_of(override) == [("plan.unknown_component", f"{C}.components[0]")]


def test_a_measure_that_does_not_exist_is_named():
    assert faults_of(component(FLAT), measures={"orders"}) == [("plan.unknown_measure", f"{C}.measures[0]")]


def test_terms_that_overlap_are_refused():
    terms = [{"components": [component(FLAT)]}, {"starts_on": "2026-01-01", "components": [component(FLAT)]}]
    assert codes(json.dumps({"name": "x", "terms": terms})) == [("plan.terms_overlap", "$.terms[1]")]


def test_two_plans_may_not_pay_one_person_for_one_measure():
    one, other = (plan_of(component(FLAT), members=[{"payee": "alice"}]) for _number in range(2))
    assert [(problem.code, problem.source) for _plan, problem in clashes([one, other])] == [("plan.two_plans", "$.members[0]")]


def test_all_faults_come_at_once():
    found = faults_of(component({"kind": "constant", "rate": 2}, caps=[{"amount": 0}]), component({"kind": "constant", "rate": 3}), currency="XYQ")
    assert [code for code, _place in found] == [
        "plan.unknown_currency",
        "plan.key_twice",
        "plan.cap_zero",
        "rates.out_of_range",
        "rates.out_of_range",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "plan.not_json"),
        ("{", "plan.not_json"),
        ('{"name": 0.1,}', "plan.not_json"),
        ('{"name": NaN}', "plan.not_json"),
        ("[" * 100_000, "plan.not_json"),
        ('{"name": "a", "name": "b"}', "plan.field_twice"),
        ("[]", "plan.not_a_part"),
        ('{"name": "x", "terms": 5}', "plan.not_a_list"),
        ('{"name": "x", "terms": []}', "plan.too_few"),
        ('{"name": "x", "terms": [{"components": [], "ends_on": "soon"}]}', "plan.not_a_date"),
        ("x" * 2_000_001, "plan.too_long"),
    ],
)
def test_rubbish_is_no_plan(text, code):
    assert code in [found for found, _place in codes(text)]


def test_a_plan_survives_the_way_through_its_file():
    plan = plan_of(component(table((0, "0.05"), (1000, "0.0812345"), method="flat"), caps=[{"amount": "12.34"}]), currency="EUR", pay_every="week")
    text = write_plan(plan)
    assert read_plan(text) == (plan, [])
    assert json.loads(text)["terms"][0]["components"][0]["reset"] == "month"
