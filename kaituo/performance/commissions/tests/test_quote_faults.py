"""Files that cannot be read are refused with row, column and mend; nothing is half-calculated, and no exception's text is shown."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kaituo.performance.commissions import problems
from kaituo.performance.commissions.quotes import quoted

PLAN = '{"name": "x", "terms": [{"components": [{"kind": "commission", "key": "base", "measures": ["sales"], "rate": {"kind": "constant", "rate": 0.05}}]}]}'
HEAD = "ref,payee,day,amount\n"
COMMISSIONS = Path(__file__).parents[1]


def faults(content, **files):
    given = {"credits": ("credits.csv", content if isinstance(content, bytes) else content.encode())}
    given |= {name: (f"{name}.csv", text.encode()) for name, text in files.items()}
    return [(fault["code"], fault["place"]) for fault in quoted(PLAN, given).get("faults", [])]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ("", "file.empty", "credits.csv"),
        (HEAD, "file.no_rows", "credits.csv"),
        ("ref,payee,day\n1,a,2026-01-01\n", "file.missing_column", "credits.csv:1"),
        ("ref,payee,day,amount,colour\n1,a,2026-01-01,5,red\n", "file.unknown_column", "credits.csv:1"),
        ("ref,payee,day,amount,amount\n1,a,2026-01-01,5,5\n", "file.column_twice", "credits.csv:1"),
        (HEAD + "1,a,2026-01-01\n", "file.row_length", "credits.csv:2"),
        (HEAD + "1,a,2026-01-01,5\n2,a,2026-13-01,5\n", "file.not_a_date", "credits.csv:3:day"),
        (HEAD + "1,a,1815-06-18,5\n", "file.date_out_of_range", "credits.csv:2:day"),
        (HEAD + "1,a,2026-01-01,five\n", "file.not_a_number", "credits.csv:2:amount"),
        (HEAD + "1,a,2026-01-01,1e3\n", "file.not_a_number", "credits.csv:2:amount"),
        (HEAD + "1,a,2026-01-01,0.005\n", "file.too_many_digits", "credits.csv:2:amount"),
        (HEAD + "1,a,2026-01-01,99999999999999999\n", "file.too_large", "credits.csv:2:amount"),
        (HEAD + "1,,2026-01-01,5\n", "file.empty_cell", "credits.csv:2:payee"),
        (HEAD + "1,a,2026-01-01,5\n1,a,2026-01-02,5\n", "file.credit_twice", "credits.csv:3"),
        (HEAD + '1,"a,2026-01-01,5\n', "file.not_csv", "credits.csv"),
        (b"\x00\x01\x02" + HEAD.encode(), "file.encoding", "credits.csv"),
        (HEAD.encode() + b"1,\xff\xff,2026-01-01,5\n", "file.encoding", "credits.csv"),
    ],
)
def test_a_file_that_cannot_be_right(content, code, place):
    assert (code, place) in faults(content)


def test_faults_of_all_files_come_at_once():
    found = faults(HEAD + "1,a,2026-01-01,five\n", targets="payee,period,target\na,soon,1\n", team="manager,member\na,\n")
    assert found == [
        ("file.not_a_number", "credits.csv:2:amount"),
        ("file.not_a_period", "targets.csv:2:period"),
        ("file.empty_cell", "team.csv:2:member"),
    ]


def test_a_team_in_a_circle_is_refused():
    plan = json.loads(PLAN)
    plan["terms"][0]["components"].append({"kind": "override", "key": "o", "measures": ["sales"], "rate": {"kind": "constant", "rate": 0.01}})
    files = {"credits": ("c", (HEAD + "1,a,2026-01-01,5\n").encode()), "team": ("t", b"manager,member\na,b\nb,a\n")}
    assert [(fault["code"], fault["place"]) for fault in quoted(json.dumps(plan), files)["faults"]] == [
        ("commission.circular_team", "a"),
        ("commission.circular_team", "b"),
    ]


def problems_of(plan, content, **files):
    given = {"credits": ("c", content.encode())} | {name: (name, text.encode()) for name, text in files.items()}
    found = quoted(json.dumps(plan), given)
    assert "faults" not in found, found
    return [(problem["code"], problem.get("credit", "")) for problem in found["problems"]]


def with_rate(rate, **fields):
    plan = json.loads(PLAN)
    plan["terms"][0]["components"][0] |= {"rate": rate} | fields
    return plan


TARGETED = {"kind": "table", "by": "target", "bands": [{"upper": 1, "rate": 0.05}, {"lower": 1, "rate": 0.1}]}


@pytest.mark.parametrize("targets", ["payee,period,target\nb,2026-01,100\n", "payee,period,target\na,2026-01,0\n"])
def test_a_missing_or_zero_target_is_a_problem_and_not_a_zero(targets):
    assert problems_of(with_rate(TARGETED), HEAD + "1,a,2026-01-01,5\n", targets=targets) == [("commission.no_target", "1")]


def test_money_without_a_rate_on_its_day_is_a_problem():
    content = "ref,payee,day,amount,currency\n1,a,2026-01-01,5,USD\n2,a,2026-01-01,5,CNY\n"
    rates = "currency,day,rate\nUSD,2026-01-02,7.1\n"
    assert problems_of(json.loads(PLAN), content, exchange=rates) == [("commission.no_exchange_rate", "1")]


def test_credit_of_somebody_who_left_or_never_came_is_a_problem():
    plan = json.loads(PLAN) | {"members": [{"payee": "a", "ends_on": "2026-02-01"}]}
    assert problems_of(plan, HEAD + "1,a,2026-02-01,5\n2,b,2026-01-01,5\n") == [("commission.not_on_plan", "2"), ("commission.payee_left", "1")]


def test_credit_that_no_rule_covers_is_a_problem():
    plan = json.loads(PLAN)
    plan["terms"][0]["ends_on"] = "2026-02-01"
    assert problems_of(plan, HEAD + "1,a,2026-02-01,5\n2,a,2026-01-31,5\n") == [("commission.not_covered", "1")]


def test_a_return_of_nothing_or_of_too_much_is_a_problem():
    content = "ref,payee,day,amount,reverses\n1,a,2026-01-01,5,\n2,a,2026-01-02,-6,1\n3,a,2026-01-03,-1,9\n"
    assert problems_of(json.loads(PLAN), content) == [("commission.original_not_found", "3"), ("commission.reversal_exceeds", "2")]


def test_a_formula_that_divides_by_nothing_is_a_problem():
    assert problems_of(with_rate({"kind": "formula", "text": "amount / margin"}), HEAD + "1,a,2026-01-01,5\n") == [
        ("commission.formula_without_value", "1")
    ]


def test_unknown_and_overpaid_cash_are_problems():
    content = "ref,payee,day,amount,order\n1,a,2026-01-01,5,O1\n2,a,2026-01-01,5,O2\n"
    cash = "order,day,collected,invoiced\nO2,2026-01-05,7,5\n"
    found = problems_of(with_rate({"kind": "constant", "rate": 0.1}, release={"kind": "on_cash"}), content, cash=cash)
    assert found == [("commission.cash_beyond_invoice", "2"), ("commission.no_cash_known", "1")]


def test_the_command_ends_with_one_and_a_sentence_where_there_are_faults(tmp_path):
    plan, credits = tmp_path / "plan.json", tmp_path / "credits.csv"
    plan.write_text(PLAN.replace("0.05", "1.01"), encoding="utf-8")
    credits.write_text(HEAD + "1,a,2026-01-01,5\n", encoding="utf-8")
    printed = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("commissions", "quote", str(plan), str(credits), "--language=en", stdout=printed)
    assert ended.value.code == 1
    assert printed.getvalue().strip() == "$.terms[0].components[0].rate.rate: The rate 101% is not between 0% and 100%."


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("commissions", "check", str(tmp_path / "nothing.json"), "--language=en")


def test_every_code_the_engine_states_has_its_sentence():
    stated = re.compile(r'"((?:plan|file|commission)\.[a-z_]+)"|\'(commission\.[a-z_]+)\'')
    sources = [path.read_text(encoding="utf-8") for path in (COMMISSIONS / "engine").rglob("*.py") if "tests" not in path.parts]
    codes = {one or other for source in sources for one, other in stated.findall(source)}
    assert codes - set(problems.SENTENCES) == set()
