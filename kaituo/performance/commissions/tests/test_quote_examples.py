"""Every documented example and every plan of the library, through the command itself."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from kaituo.performance.commissions.engine.columns.work import KINDS
from kaituo.performance.commissions.engine.plan.schema import schema_text

DOCS = Path(__file__).resolve().parents[4] / "docs" / "commission-plans"
EXAMPLES = sorted(path.parent for path in (DOCS / "examples").glob("*/expected.json"))
KEPT = ("payee", "period", "earned", "payable", "lines")
FILES = ("targets", "attainment", "team", "cash", "exchange", "paid", "debts")


def quoted(folder, **options):
    printed = StringIO()
    files = [f"--{name}={folder / name}.csv" for name in FILES if (folder / f"{name}.csv").exists()]
    more = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    call_command("commissions", "quote", str(folder / "plan.json"), str(folder / "credits.csv"), "--json", *files, *more, stdout=printed)
    return json.loads(printed.getvalue())


def without_sentences(statement):
    lines = [{name: value for name, value in line.items() if name not in ("sentence", "rule", "day")} for line in statement["lines"]]
    return {**{name: statement[name] for name in KEPT}, "lines": lines}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_example_pays_its_figures(folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = quoted(folder, **expected.get("options", {}))
    assert [without_sentences(statement) for statement in found["statements"]] == expected["statements"]
    assert found["problems"] == []


def test_there_is_an_example_for_every_kind_of_line():
    statements = [each for folder in EXAMPLES for each in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["statements"]]
    assert {line["kind"] for each in statements for line in each["lines"]} >= set(KINDS) - {"plan_carried"}


def test_the_published_schema_is_the_one_in_force():
    assert (DOCS / "plan.schema.json").read_text(encoding="utf-8") == schema_text()
