"""Totals, order and the rest of a table, for whatever was found."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaituo.office.reports.engine.definition import Computed, Value
from kaituo.office.reports.engine.table import ALL, REST, Figure, Order, Shaping, change_rate, computed, middle

AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=2)
FOUND = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 3)), st.tuples(st.integers(1, 9), AMOUNTS), min_size=1)
VALUES = (Value("count"), Value("sum", "x"), Value("avg", "x"), Value("min", "x"), Value("max", "x"))


def shaped(found, *, top=0, by=1, has_across=True):
    cells = {
        ((row,), column if has_across else ALL): {
            "count": Decimal(count), "sum:x": amount, "filled:x": Decimal(count), "min:x": amount / count, "max:x": amount,
        }
        for (row, column), (count, amount) in found.items()
    }  # fmt: skip
    order = Order(by, True, lambda key: key, lambda key: key, top)
    return Shaping(cells, VALUES, (), order, has_across=has_across).table()


@given(FOUND)
def test_totals_of_rows_add_up_to_the_whole(found):
    table = shaped(found)
    for number in (0, 1):
        rows = [line.cells[-1][number].value for line in table.lines]
        assert sum(value for value in rows if value is not None) == table.total.cells[-1][number].value
        columns = [cell[number].value for cell in table.total.cells[:-1]]
        assert sum(value for value in columns if value is not None) == table.total.cells[-1][number].value


@given(FOUND)
def test_an_average_is_of_all_records_never_of_averages(found):
    whole = shaped(found).total.cells[-1]
    count, amount = sum(count for count, _amount in found.values()), sum(amount for _count, amount in found.values())
    assert whole[2].value == amount / count
    assert whole[4].value == max(amount for _count, amount in found.values())


@given(FOUND, st.integers(1, 7))
def test_what_is_cut_off_stands_together_and_nothing_is_lost(found, top):
    table = shaped(found, top=top)
    assert len([line for line in table.lines if line.key is not REST]) <= top
    assert sum(line.cells[-1][0].value for line in table.lines) == table.total.cells[-1][0].value


@given(FOUND)
def test_rows_stand_by_the_figure_asked_for(found):
    values = [line.cells[-1][1].value for line in shaped(found).lines]
    assert values == sorted(values, reverse=True)


@given(AMOUNTS, AMOUNTS)
def test_a_formula_has_a_value_or_a_reason(one, other):
    figure = computed(Computed("x", "A / B").compiled(2), [Figure(one), Figure(other)])
    assert (figure.value is None) == (other == 0)
    assert figure.why == ("division_by_zero" if other == 0 else "")


def test_a_formula_over_what_is_missing_says_why_that_is_missing():
    assert computed(Computed("x", "A + B").compiled(2), [Figure(None, "no_rate"), Figure(Decimal(1))]) == Figure(None, "no_rate")


def test_nothing_grows_from_nothing():
    assert change_rate(Decimal(5), Decimal(0)) is None
    assert change_rate(Decimal(5), Decimal(-10)) == Decimal("1.5")


def test_the_middle_is_not_moved_by_a_very_large_one():
    assert middle([Decimal(1), Decimal(3), Decimal(1000)]) == 3
    assert middle([Decimal(1), Decimal(3)]) == 2
    assert middle([]) is None
