"""Quotes and orders on paper."""

import pytest
from django.urls import reverse
from django.utils import translation

from kaituo.foundation.records import actions as records
from kaituo.foundation.ui.paper import FONTS
from kaituo.sales.orders.papers import contents, print_document

needs_fonts = pytest.mark.skipif(not FONTS.exists(), reason="tools/vendor.py brings the fonts")


@needs_fonts
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_order_is_printed_in_both_languages(draft, language):
    assert print_document(draft, language).startswith(b"%PDF-")


@needs_fonts
def test_a_name_is_printed_as_it_is_whatever_its_characters(draft, alice):
    records.change(draft.account, {"name": '#panic("x") *bold* $x$ "]'}, by=alice)
    assert print_document(draft, "en").startswith(b"%PDF-")


def test_the_paper_shows_amounts_and_no_costs(draft):
    with translation.override("en"):
        printed = contents(draft, "en")
    assert printed["lines"] == [["1", "水泵", "10", "100.00", "", "13%", "1,000.00"]]
    assert [value for _label, value in printed["totals"]] == [
        "CNY\N{NO-BREAK SPACE}1,000.00",
        "CNY\N{NO-BREAK SPACE}1,000.00",
        "CNY\N{NO-BREAK SPACE}130.00",
        "CNY\N{NO-BREAK SPACE}1,130.00",
    ]
    assert "60.00" not in str(printed)


@pytest.mark.parametrize(("language", "currency", "said"), [("zh-hans", "CNY", "壹仟壹佰叁拾元整"), ("en", "CNY", ""), ("zh-hans", "USD", "")])
def test_a_chinese_paper_in_yuan_writes_the_amount_out(draft, language, currency, said):
    draft.currency = currency
    with translation.override(language):
        printed = contents(draft, language)["capitals"]
    assert said in printed
    assert bool(printed) == bool(said)


def test_only_who_sees_the_order_gets_its_paper(draft, charlie, client):
    client.force_login(charlie)
    assert client.get(reverse("orders-order-paper", args=[draft.pk, "en"])).status_code == 404


@needs_fonts
def test_the_rep_gets_the_paper(draft, alice, client):
    client.force_login(alice)
    response = client.get(reverse("orders-order-paper", args=[draft.pk, "zh-hans"]))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
