"""The formula language: one table over both back ends, and attacks that must be refused."""

from decimal import Decimal as D

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaituo.foundation.calc.formula import FormulaError, compile

VALUES = {"revenue": D("12000"), "attainment": D("0.85"), "orders": D(3), "returns": D("-250.55"), "nothing": D(0), "目标": D(10000)}
COLUMNS = ", ".join(f"""CAST('{value}' AS DECIMAL(28,8)) AS "{name}\"""" for name, value in VALUES.items())
CONNECTION = duckdb.connect()


def in_sql(formula):
    return CONNECTION.sql(f"SELECT {formula.sql()} FROM (SELECT {COLUMNS})").fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", "0.3"),
        ("revenue * 0.05", "600"),
        ("-7 / 2", "-3.5"),
        ("10 / 3", "3.33333333"),
        ("20 / 3", "6.66666667"),
        ("-20 / 3", "-6.66666667"),
        ("returns / 3", "-83.51666667"),
        ("round(returns / 3, 2)", "-83.52"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("0.00000005 * 0.1", "0.00000001"),
        ("min(revenue, 10000, 目标 * 2) * 0.05", "500"),
        ("max(returns, 0)", "0"),
        ("abs(returns)", "250.55"),
        ("1.1 ** 3", "1.331"),
        ("revenue / 目标", "1.2"),
        ("revenue if attainment >= 0.8 else 0", "12000"),
        ("if(attainment > 0.9, 1, if(attainment > 0.8, 2, 3))", "2"),
        ("IF(not (orders = = 1), 1, 2)".replace("= =", "=="), "1"),
        ("if（orders ＞ 2，revenue × 2，0）", "24000"),
        ("1 if nothing != 0 and revenue / nothing > 2 else 5", "5"),
        ("1 if nothing == 0 or revenue / nothing > 2 else 5", "1"),
        ("if(orders == 3, 1, revenue / nothing)", "1"),
        ("  revenue\n - 1", "11999"),
        ("99999999999999999999 - 1", "99999999999999999998"),
    ],
)
def test_both_back_ends_give_the_same_number(text, expected):
    formula = compile(text, VALUES)
    assert formula.evaluate(VALUES)[0] == D(expected)
    assert in_sql(formula) == D(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("revenue / nothing", "formula.division_by_zero"),
        ("if(revenue / nothing > 1, 5, 6)", "formula.division_by_zero"),
        ("max(1, revenue / nothing)", "formula.division_by_zero"),
        ("99999999999999999999 * orders", "formula.out_of_range"),
        ("99999999999999999999 * (99999999999999999996 + orders)", "formula.out_of_range"),
        ("(revenue ** 10 * 0) ** 2", "formula.out_of_range"),
        ("orders * 0 + 99999999999999999999.99999999 + 0.00000001", "formula.out_of_range"),
    ],
)
def test_where_one_back_end_refuses_the_other_gives_null(text, code):
    formula = compile(text, VALUES)
    with pytest.raises(FormulaError) as refused:
        formula.evaluate(VALUES)
    assert refused.value.code == code
    assert in_sql(formula) is None


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "formula.syntax", 0),
        ("revenue +", "formula.syntax", 9),
        ("revenue) + (1", "formula.syntax", 7),
        ("9**9**9**9", "formula.whole_number_expected", 6),
        ("revenue ** 11", "formula.whole_number_expected", 11),
        ("revenue ** orders", "formula.whole_number_expected", 11),
        ("__import__('os').system('true')", "formula.unknown_function", 0),
        ("open('/etc/passwd')", "formula.unknown_function", 0),
        ("revenue.__class__", "formula.not_allowed", 0),
        ("().__class__.__bases__", "formula.not_allowed", 0),
        ("[x for x in (1, 2)]", "formula.not_allowed", 0),
        ("lambda: 1", "formula.not_allowed", 0),
        ("(x := 1)", "formula.not_allowed", 1),
        ("'a' * 1000000", "formula.not_allowed", 0),
        ('f"{revenue}"', "formula.not_allowed", 0),
        ("True", "formula.not_allowed", 0),
        ("1j", "formula.not_allowed", 0),
        ("0x10", "formula.bad_number", 0),
        ("1e400", "formula.bad_number", 0),
        ("0.123456789", "formula.bad_number", 0),
        ("revenue % 2", "formula.not_allowed", 0),
        ("revenue << 2", "formula.not_allowed", 0),
        ("1 < orders < 4", "formula.not_allowed", 0),
        ("revenue and 1", "formula.condition_expected", 0),
        ("revenue > 1", "formula.number_expected", 0),
        ("1 + (revenue > 1)", "formula.number_expected", 5),
        ("min(*revenue)", "formula.wrong_count", 0),
        ("min(1, *revenue)", "formula.not_allowed", 7),
        ("max(revenue, key=abs)", "formula.unknown_function", 0),
        ("round(1, 2, 3)", "formula.wrong_count", 0),
        ("目标 + 利润", "formula.unknown_name", 5),
        ('revenue + "; DROP TABLE orders"', "formula.not_allowed", 10),
        ("1 # 2", "formula.not_allowed", 2),
        ("-" * 900 + "1", "formula.too_large", None),
        ("(" * 400 + "1" + ")" * 400, "formula.syntax", None),
        ("+".join(["1"] * 300), "formula.too_large", None),
        ("1" * 1001, "formula.too_large", 1000),
        ("((((revenue ** 10) ** 10) ** 10) ** 10)", "formula.too_large", None),
        ("\x00", "formula.syntax", None),
        ("if(revenue > 1, 1 / 0, 2)", "formula.division_by_zero", 16),
        ("99999999999999999999 * 2", "formula.out_of_range", 0),
    ],
)
def test_attacks_and_mistakes_are_refused_with_their_place(text, code, position):
    with pytest.raises(FormulaError) as refused:
        compile(text, VALUES)
    assert refused.value.code == code
    assert position in (None, refused.value.position)


@pytest.mark.parametrize("names", [{"a", "A"}, {"max"}, {"IF"}, {'a" OR 1'}, {"1st"}])
def test_names_that_could_confuse_are_refused(names):
    with pytest.raises(ValueError, match="names must be"):
        compile("1", names)


def test_a_missing_value_is_named_and_null_in_sql():
    formula = compile("if(bonus > 1, 1, 2)", {"bonus"})
    with pytest.raises(FormulaError, match=r"missing_value.*bonus"):
        formula.evaluate({})
    assert CONNECTION.sql(f"SELECT {formula.sql()} FROM (SELECT NULL::DECIMAL(28,8) AS bonus)").fetchall() == [(None,)]


def test_one_bad_row_does_not_spoil_the_others():
    formula = compile("a / b", {"a", "b"})
    rows = CONNECTION.sql(f"SELECT {formula.sql()} FROM (VALUES (1, 2), (1, 0), (NULL, 1), (7, 2)) t(a, b)").fetchall()
    assert [row[0] for row in rows] == [D("0.5"), None, None, D("3.5")]


def test_the_explanation_shows_only_what_was_computed():
    value, step = compile("if(orders > 2, revenue * 0.05, revenue / nothing)", VALUES).evaluate(VALUES)
    assert (value, step.label_code) == (600, "formula.if")
    assert [child.label_code for child in step.children] == ["formula.more", "formula.multiply"]
    assert step.children[1].children[0].inputs == {"name": "revenue"}


def expressions():
    leaves = st.sampled_from(["a", "b", "0", "1", "3", "0.07", "1234567.89"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
            st.builds("-{}".format, inner),
            st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
            st.builds("if({} {} {} and {} > 0, {}, {})".format, inner, st.sampled_from(["<", ">=", "=="]), inner, inner, inner, inner),
            st.builds("round({}, 2)".format, inner),
        ),
        max_leaves=8,
    )


@settings(max_examples=150, deadline=None)
@given(expressions(), st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=2, max_size=2))
def test_any_formula_agrees_on_both_back_ends(text, numbers):
    try:
        formula = compile(text, {"a", "b"})
    except FormulaError as refused:
        assert refused.code == "formula.division_by_zero"
        return
    values = dict(zip("ab", numbers, strict=True))
    try:
        expected = formula.evaluate(values)[0]
    except FormulaError:
        expected = None
    columns = ", ".join(f"CAST('{value:f}' AS DECIMAL(28,8)) AS {name}" for name, value in values.items())
    assert CONNECTION.sql(f"SELECT {formula.sql()} FROM (SELECT {columns})").fetchall() == [(expected,)]
