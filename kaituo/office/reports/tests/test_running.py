"""What a report over records shows, to whom, and what it refuses."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.company.models import ExchangeRate
from kaituo.foundation.identity.models import User
from kaituo.office.reports.engine.definition import Faulty, read
from kaituo.office.reports.running import key_of, show
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

ORDERS = {"about": "orders.Order", "rows": ["owner"], "values": ["count", "sum:net_amount"], "sort": "row"}


def test_each_reader_gets_her_own_rows(business, shown, plain):
    assert plain(shown(business.ada, **ORDERS)) == [
        ["Alice", 3, Decimal("2200.00")],
        ["Bob", 1, Decimal("300.00")],
        ["Charlie", 1, Decimal("700.00")],
    ]
    assert plain(shown(business.mei, **ORDERS)) == [["Alice", 3, Decimal("2200.00")], ["Bob", 1, Decimal("300.00")]]
    assert plain(shown(business.bob, **ORDERS)) == [["Bob", 1, Decimal("300.00")]]


def test_foreign_money_is_brought_to_the_base_currency_at_each_days_rate(business, shown, plain):
    sheet = shown(
        business.ada, about="orders.Order", rows=["account__region"], values=["sum:net_amount", "avg:net_amount"], on="ordered_on", sort="-A"
    )
    assert plain(sheet)[0] == ["华东", Decimal("2200.00"), Decimal("2200.00") / 3]


def test_a_currency_without_a_rate_leaves_no_figure_and_is_named(business, shown):
    ExchangeRate.objects.all().delete()
    sheet = shown(business.ada, **ORDERS | {"on": "ordered_on"})
    assert [(cell.value, cell.why) for cell in sheet.lines[0]][1:] == [(3, ""), (None, "no_rate")]
    assert any("USD" in note for note in sheet.notes)


def test_a_pivot_has_totals_of_rows_columns_and_all(business, shown, plain):
    sheet = shown(
        business.ada,
        about="orders.Order",
        rows=["owner"],
        across="ordered_on@month",
        values=["count", "distinct:account"],
        on="ordered_on",
        sort="row",
    )
    assert [head.label for head in sheet.top[1:]] == ["2026-01", "2026-02", "2026-03", "Total"]
    assert plain(sheet)[0] == ["Alice", 1, 1, 2, 2, 0, 0, 3, 2]
    assert [cell.value for cell in sheet.total] == ["Total", 1, 1, 2, 2, 2, 2, 5, 4]


def test_only_the_first_rows_and_the_rest_together(business, shown, plain):
    sheet = shown(business.ada, **ORDERS | {"sort": "-B", "top": 1})
    assert plain(sheet) == [["Alice", 3, Decimal("2200.00")], ["All others", 2, Decimal("1000.00")]]


def test_filters_speak_the_language_of_lists(business, shown, plain):
    sheet = shown(business.ada, **ORDERS | {"filters": {"status": ["draft", "delivered"], "net_amount__from": ["200"]}})
    assert plain(sheet) == [["Charlie", 1, Decimal("700.00")]]
    assert ("Status", "Draft、Shipped") in sheet.applied


def test_rows_that_point_to_the_record_are_counted_only_where_visible(business, shown, plain):
    report = {"about": "customers.Account", "rows": ["region"], "values": ["count", "sum:orders"], "sort": "row"}
    assert ["华东", 2, 3] in plain(shown(business.ada, **report))
    assert plain(shown(business.bob, **report)) == [["华北", 1, 1]]


def test_a_formula_that_divides_by_nothing_has_no_figure_and_says_why(business, shown):
    sheet = shown(business.ada, **ORDERS | {"formulas": [["x", "B / (A - 3)", "money"]]})
    assert (sheet.lines[0][3].value, sheet.lines[0][3].why) == (None, "division_by_zero")
    assert sheet.lines[1][3].value == Decimal(-150)


@pytest.mark.parametrize("text", ["A +", "A.__class__", "Z / A", "A ** 99", "(" * 300 + "A" + ")" * 300])
def test_a_formula_that_cannot_be_right_is_refused(text):
    with pytest.raises(Faulty) as refused:
        read(ORDERS | {"formulas": [["x", text, "count"]]})
    assert refused.value.code == "bad_formula"


def test_a_figure_over_a_hidden_field_is_left_out_by_name(business, shown, hidden):
    hidden("manager", "customers.Account", "credit_limit")
    report = {"about": "customers.Account", "rows": ["region"], "values": ["count", "sum:credit_limit"]}
    assert "Credit limit" in shown(business.mei, **report).left_out[0]
    assert len(shown(business.mei, **report).heads) == 2
    assert len(shown(business.ada, **report).heads) == 3


@pytest.mark.parametrize("part", [{"rows": ["account__credit_limit"]}, {"filters": {"account__credit_limit__from": ["1"]}}])
def test_a_report_that_stands_on_a_hidden_field_is_refused(business, shown, hidden, part):
    hidden("manager", "customers.Account", "credit_limit")
    with pytest.raises(Faulty) as refused:
        shown(business.mei, **ORDERS | part)
    assert refused.value.code == "hidden_field"


def test_nothing_is_left_of_a_report_over_hidden_figures_only(business, shown, hidden):
    hidden("manager", "customers.Account", "credit_limit")
    with pytest.raises(Faulty, match="nothing_left"):
        shown(business.mei, about="customers.Account", values=["sum:credit_limit"])


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        ({"about": "orders.Nothing"}, "unknown_kind"),
        ({"about": "orders.Order", "rows": ["shoe_size"]}, "unknown_field"),
        ({"about": "orders.Order", "rows": ["net_amount"]}, "bad_group"),
        ({"about": "orders.Order", "rows": ["ordered_on"]}, "bad_group"),
        ({"about": "orders.Order", "values": ["sum:status"]}, "bad_value"),
        ({"about": "orders.Order", "rows": ["owner"], "values": ["count"], "compare": "previous"}, "compare_needs_days"),
        ({"about": "orders.Order", "rows": ["owner"], "values": ["count"], "compare": "target"}, "target_of_measures"),
        ({"about": "orders.Order", "rows": ["owner"], "across": "status", "values": ["count"], "compare": "peers"}, "compare_across"),
        ({"about": "measures"}, "no_values"),
        ({"about": "measures", "values": ["measure:no.such"]}, "unknown_measure"),
    ],
)
def test_what_no_report_can_be_is_refused_with_its_reason(business, shown, saved, code):
    with pytest.raises(Faulty) as refused:
        shown(business.ada, **saved)
    assert refused.value.code == code


def test_the_number_of_questions_does_not_grow_with_the_rows(business):
    definition = read(ORDERS | {"across": "account__region", "on": "ordered_on"})

    def asked():
        user = User.objects.get(pk=business.ada.pk)
        with CaptureQueriesContext(connection) as questions:
            show(definition, user)
        return len(questions)

    before = asked()
    for row in list(Order.objects.all()):
        account = Account.objects.create(name=f"Another {row.pk}", region=f"R{row.pk}", owner=business.fang)
        Order.objects.create(number=f"N-{row.pk}", account=account, legal_entity=row.legal_entity, owner=business.fang, ordered_on=row.ordered_on)
    assert asked() == before


def test_earlier_days_stand_beside_those_asked_for(business, shown, plain):
    beside = ORDERS | {"on": "ordered_on", "span": "2026-02-01..2026-02-28"}
    assert plain(shown(business.ada, **beside, compare="previous")) == [
        ["Alice", 2, 1, Decimal(1), Decimal("1200.00"), Decimal("1000.00"), Decimal("0.2")]
    ]
    assert [cell.why for cell in shown(business.ada, **beside, compare="last_year").lines[0]][-1] == "nothing_before"


def test_what_is_kept_is_kept_for_one_person_and_her_rights(business, hidden):
    definition = read(ORDERS)
    before = key_of(definition, User.objects.get(pk=business.mei.pk))
    assert before != key_of(definition, User.objects.get(pk=business.ada.pk))
    hidden("manager", "customers.Account", "credit_limit")
    assert before != key_of(definition, User.objects.get(pk=business.mei.pk))


def test_a_table_of_records_shows_the_chosen_fields(business, shown):
    sheet = shown(business.bob, about="orders.Order", columns=["number", "account__region", "net_amount"], sort="A")
    assert [head.label for head in sheet.heads] == ["Number", "Account › Province or state", "Net amount"]
    assert [cell.value.text for cell in sheet.lines[0]][:2] == ["SO-3", "华北"]


def test_a_list_is_sorted_by_any_of_its_columns(business, shown, plain):
    listed = {"about": "orders.Order", "columns": ["number", "account", "owner", "currency", "status", "ordered_on", "net_amount"]}
    amounts = [line[-1] for line in plain(shown(business.ada, **listed, sort="-G"))]
    assert [cell.value for cell in amounts] == [1000, 700, 500, 300, 100]
    assert next(line[-1].value for line in plain(shown(business.ada, **listed, sort="F"))) == 1000


def test_rows_are_ranked_by_a_computed_figure_and_what_has_none_comes_last(business, shown, plain):
    each = {"formulas": [["Each", "B / (A - 1)", "money"]], "sort": "-C"}
    lines = plain(shown(business.ada, about="orders.Order", rows=["account"], values=["count", "sum:net_amount"], **each))
    assert [line[3] for line in lines] == [1500, None, None, None]
