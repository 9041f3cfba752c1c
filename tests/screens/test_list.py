"""The list of a screen: what it shows to whom, how it is narrowed, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.models import ColumnChoice
from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.customers.models import Account

GARBAGE = [
    "owner=999999999999999999999999",
    "owner=²",
    "owner=none&owner=x",
    "status=%00",
    "expected_on=9999-12-31..9999-12-31",
    "expected_on__from=yesterday",
    "amount=1e999999..",
    "amount__from=NaN",
    "tags=-1",
    "team=x",
    "sort=--nothing",
    "sort=account__owner__password",
    "group=password",
    "key=zzz",
    "q=%00%25_",
    "column=nothing",
    "archived=maybe",
]


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", GARBAGE)
def test_no_address_breaks_the_list(at_alices, deal, query):
    assert at_alices.get(f"/opportunities/?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/opportunities/?view=all", "/opportunities/?group=stage", "/opportunities/board/", "/opportunities/calendar/"])
def test_forty_rows_cost_no_more_queries_than_two(at_alices, make_deals, address):
    make_deals(2)
    few = cost(at_alices, address)
    make_deals(38)
    assert cost(at_alices, address) == few


def test_a_sibling_team_sees_neither_row_nor_page(browser, charlie, deal):
    client = browser(charlie)
    assert "Deal 0" not in client.get("/opportunities/?view=all").content.decode()
    for tail in ("", "edit/", "do/win/", "field/amount/", "timeline/"):
        assert client.get(f"/opportunities/{deal.pk}/{tail}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("..2026-05-06", "until 6 May 2026"),
        ("2026-05-06..", "from 6 May 2026"),
        ("2026-05-06..2026-05-09", "6 May 2026 – 9 May 2026"),
        ("x..y", "x..y"),
    ],
)
def test_a_span_of_days_is_said_as_people_say_it(at_alices, deal, asked, said):
    assert f"<b>{said}</b>" in at_alices.get(f"/opportunities/?expected_on={asked}").content.decode()


def test_filters_narrow_by_several_values_and_by_spans(at_alices, make_deals, stages):
    make_deals(3)
    make_deals(1, name="Large", amount=9000)
    page = at_alices.get("/opportunities/?amount__from=5000").content.decode()
    assert "Large" in page and "Deal 1" not in page
    both = at_alices.get(f"/opportunities/?stage={stages['First talk'].pk}&stage={stages['Won'].pk}").content.decode()
    assert "Large" in both and "Deal 1" in both


def test_groups_carry_their_count_and_sum(at_alices, make_deals, stages, alice):
    deals = make_deals(3)
    records.change(deals[0], {"source": "tender"}, by=alice)
    page = at_alices.get("/opportunities/?group=source&column=name&column=source&column=amount").content.decode()
    assert page.count('class="group-row"') == 2
    assert "200.00" in page


def test_totals_keep_currencies_apart(at_alices, make_deals, ada):
    make_deals(2)
    assert "¥200.00" in at_alices.get("/opportunities/?view=all").content.decode()


def test_archived_rows_leave_the_list_and_can_be_found(at_alices, deal, alice):
    records.archive(deal, by=alice)
    assert "Deal 0" not in at_alices.get("/opportunities/?view=all").content.decode()
    assert "Deal 0" in at_alices.get("/opportunities/?archived=yes").content.decode()


@pytest.fixture
def masked(cast):
    rules = [("phone", "masked"), ("credit_limit", "hidden")]
    for name, shows in rules:
        FieldRule.objects.create(role=Role.objects.get(key="rep"), model="customers.Account", field=name, shows=shows)


def test_a_masked_column_is_neither_read_nor_sorted_nor_searched(at_alices, account, masked, alice):
    records.create(Account(name="Another", owner=alice, phone="021-1"), by=alice)
    page = at_alices.get("/accounts/?column=name&column=phone&column=credit_limit&sort=phone").content.decode()
    assert "5550001" not in page and "5,000" not in page
    assert "灯笼公司" not in at_alices.get("/accounts/?q=5550001").content.decode()
    assert page.index("Another") < page.index("灯笼公司")


def test_a_masked_field_cannot_be_edited_in_place(at_alices, account, masked):
    assert at_alices.get(f"/accounts/{account.pk}/field/phone/").status_code == 404


def test_the_chosen_columns_are_kept_in_their_order(at_alices, deal, alice):
    at_alices.post("/opportunities/columns/", {"column": ["amount", "name", "nothing"]})
    assert ColumnChoice.of(alice, "pipeline.Opportunity") == ["amount", "name"]
    at_alices.post("/opportunities/columns/", {"standard": "yes"})
    assert ColumnChoice.of(alice, "pipeline.Opportunity") == []


def test_htmx_gets_the_rows_alone(htmx, deal):
    answer = htmx.get("/opportunities/?q=deal").content.decode()
    assert answer.strip().startswith('<div id="rows">') and "<html" not in answer


def test_every_list_gives_its_rows_alone_also_where_the_page_has_something_added(htmx, ada):
    htmx.force_login(ada)
    answers = {screen.slug: htmx.get(screen.url("list"), follow=True) for screen in SCREENS.values()}
    wrong = {slug: answer.status_code for slug, answer in answers.items() if answer.status_code != 200 or b"<html" in answer.content}
    assert wrong == {}
