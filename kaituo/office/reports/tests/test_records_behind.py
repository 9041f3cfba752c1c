"""Every figure opens into records that give it again."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.http import QueryDict
from django.utils import timezone

from kaituo.office.reports.addresses import definition_of
from kaituo.office.reports.engine.definition import Faulty, read
from kaituo.office.reports.over_records import Behind
from kaituo.office.reports.running import show

PIVOT = {
    "about": "orders.Order",
    "rows": ["account__region", "owner"],
    "across": "ordered_on@month",
    "values": ["count", "sum:net_amount", "distinct:account"],
    "on": "ordered_on",
    "filters": {"status": ["confirmed", "delivered", "draft"]},
}


def behind(href, user):
    query = QueryDict(href.partition("?")[2])
    return Behind(definition_of(query), user, timezone.localdate(), query)


def test_every_cell_and_total_agrees_with_its_records(business):
    for user in (business.ada, business.mei, business.bob):
        sheet = show(read(PIVOT), user)
        checked = 0
        for line in [*sheet.lines, sheet.total]:
            for number, cell in enumerate(line[sheet.names :]):
                if cell.href:
                    value = behind(cell.href, user).figures()[number % 3][1].value
                    assert value == cell.value, (cell, number)
                    checked += 1
        assert checked > 5


def test_the_page_shows_the_records_and_the_figure_again(business, browser):
    sheet = show(read(PIVOT), business.mei)
    page = unescape(browser(business.mei).get(sheet.lines[0][2].href).content.decode())
    assert re.search(r"SO-\d", page)
    assert "SO-4" not in page


def test_nothing_of_others_is_behind_a_total(business, browser):
    sheet = show(read(PIVOT), business.ada)
    rows = behind(sheet.lines[0][-1].href, business.bob).rows
    assert {row.owner for row in rows} <= {business.bob}


def test_what_has_no_key_opens_those_without(business):
    sheet = show(read({"about": "orders.Order", "rows": ["delivered_on@month"], "values": ["count"]}), business.ada)
    assert sheet.lines[0][0].value == "(none)"
    assert behind(sheet.lines[0][1].href, business.ada).figures()[0][1].value == Decimal(5)


@pytest.mark.parametrize("at", ["r-at=shoe=%3D1", "r-at=owner%3D%3Dnobody"])
def test_a_cell_that_is_none_is_refused(business, at):
    definition = read({"about": "orders.Order", "rows": ["owner"], "values": ["count"]})
    with pytest.raises(Faulty):
        Behind(definition, business.ada, timezone.localdate(), QueryDict(at))
