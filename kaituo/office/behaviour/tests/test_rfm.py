"""RFM: the types add up, open into their customers, and each reader sees her own."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.models import FieldRule, Role, User
from kaituo.office.behaviour.rfm import Asked, sheet_for
from kaituo.sales.segments.models import Worth

GIVEN = [("One", "alice", 5, 5, 5, "900"), ("Two", "alice", 1, 1, 5, "80"), ("Three", "bob", 4, 1, 1, "20"), ("Four", "bob", 0, 0, 0, "0")]
"""Customer, whose, R, F, M, revenue; the last never ordered."""


@pytest.fixture
def business(cast, account):
    for name, who, r, f, m, revenue in GIVEN:
        row = account(name, getattr(cast, who))
        Worth.objects.update_or_create(account=row, defaults={"r": r, "f": f, "m": m, "revenue": Decimal(revenue)})
    return cast


def table(user, query=""):
    sheet = sheet_for(Asked.of(QueryDict(query)), user)
    return {line[0].value: [cell.value for cell in line[4:7]] for line in sheet.lines}, sheet


def test_every_customer_that_ordered_is_of_one_type(business):
    found, sheet = table(business.ada)
    assert found["High value"][0] == found["High, to win back"][0] == found["Usual, to develop"][0] == 1
    assert sheet.total[4].value == 3 and sheet.total[6].value == 1000


def test_a_rep_counts_her_own(business):
    assert table(business.alice)[1].total[4].value == 2


def test_a_type_opens_into_exactly_its_customers(business, browser):
    line = next(line for line in table(business.ada)[1].lines if line[0].value == "High, to win back")
    page = browser(business.ada).get(line[4].href).content.decode()
    assert page.count("data-href=") == 1 and ">Two</a>" in page and "1 customer" in page and line[6].value == 80


def test_the_square_counts_lately_by_often(business, browser):
    sheet = sheet_for(Asked.of(QueryDict("shows=square")), business.ada)
    assert [cell.value for cell in sheet.lines[0]] == ["5", 1, 0, 0, 0, 0, 1]
    assert browser(business.ada).get(sheet.lines[0][1].href).content.decode().count("data-href=") == 1


def test_whoever_may_not_see_revenue_sees_the_numbers_of_customers_only(business, browser, monkeypatch):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="segments.Worth", field="revenue", shows="hidden")
    monkeypatch.setattr(Worth, "access", Access(via="account", sensitive=("revenue",)))
    sheet = table(User.objects.get(pk=business.alice.pk))[1]
    assert sheet.left_out == ["Revenue"] and len(sheet.heads) == 6
    pages = [browser(person).get(reverse("behaviour-rfm-customers") + "?type=111").content for person in (business.ada, business.alice)]
    assert [b"900.00" in page for page in pages] == [True, False]


@pytest.mark.parametrize("query", ["", "type=2", "square=99", "type=11"])
def test_an_address_of_nothing_is_not_found(business, browser, query):
    assert browser(business.ada).get(reverse("behaviour-rfm-customers") + f"?{query}").status_code == 404


def test_nobody_ordered_yet(cast, browser):
    assert b"No customer ordered yet" in browser(cast.ada).get(reverse("behaviour-rfm")).content
