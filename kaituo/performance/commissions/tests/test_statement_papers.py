"""A statement on paper and as a table."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import translation

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.ui.paper import FONTS
from kaituo.performance.commissions.actions import calculating
from kaituo.performance.commissions.models import Run, Statement
from kaituo.performance.commissions.papers import contents, print_statement
from kaituo.performance.commissions.year import year_to_date
from kaituo.performance.testing import sell

needs_fonts = pytest.mark.skipif(not FONTS.exists(), reason="tools/vendor.py brings the fonts")


def calculated(month: int, payroll) -> Run:
    run = records.create(Run(starts_on=date(2026, month, 1), ends_on=date(2026, month + 1, 1)), by=payroll.fang)
    calculating.calculate(run, by=payroll.fang)
    return run


@pytest.fixture
def hers(plan, payroll) -> Statement:
    """Alice's of March; she sold in February too, and will in April."""
    for month, amount in ((2, "1000"), (3, "12000"), (4, "500")):
        sell(payroll.alice, date(2026, month, 3), amount)
    statements = [calculated(month, payroll).statements.get(payee=payroll.alice) for month in (2, 3, 4)]
    return statements[1]


@needs_fonts
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_statement_is_printed_in_both_languages(hers, alice, language):
    assert print_statement(hers, language, by=alice).startswith(b"%PDF-")


def test_the_paper_says_what_was_earned_by_band_and_why(hers, alice):
    printed = contents(hers, "en", by=alice)
    assert [row[1:] for row in printed["sums"]][1:] == [
        ["Band 1", "1", "CNY\N{NO-BREAK SPACE}10,000.00", "5%", "CNY\N{NO-BREAK SPACE}500.00"],
        ["Band 2", "1", "CNY\N{NO-BREAK SPACE}2,000.00", "8%", "CNY\N{NO-BREAK SPACE}160.00"],
    ]
    assert "falls into band 1" in printed["lines"][0]["why"]
    assert printed["more"] == ""


@pytest.mark.parametrize(("language", "currency", "said"), [("zh-hans", "CNY", "陆佰陆拾元整"), ("en", "CNY", ""), ("zh-hans", "USD", "")])
def test_a_chinese_paper_in_yuan_writes_out_what_is_paid(hers, alice, language, currency, said):
    hers.currency = currency
    with translation.override(language):
        printed = contents(hers, language, by=alice)["capitals"]
    assert said in printed
    assert bool(printed) == bool(said)


def test_the_year_to_date_ends_with_the_statement(hers):
    assert year_to_date(hers) == Decimal("710.00")


def test_the_table_has_every_line_with_its_reason_and_taking_it_is_written_down(client, hers, alice):
    client.force_login(alice)
    text = client.get(reverse("commissions-table", args=[hers.pk, "csv"])).getvalue().decode("utf-8-sig")
    headings, *lines = csv.reader(StringIO(text))
    assert [line[headings.index("Pays")] for line in lines] == ["500.00", "160.00"]
    assert all("at 5%" in lines[0][-1] for _line in lines)
    assert Event.objects.about(hers).filter(name="record.exported", actor=alice).exists()


def test_another_persons_paper_and_table_are_not_found(client, hers, bob):
    client.force_login(bob)
    addresses = [reverse("commissions-paper", args=[hers.pk, "en"]), reverse("commissions-table", args=[hers.pk, "xlsx"])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
