"""The reports: right sums, only what one may see, every number with its records, and the same number of queries for many rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.company.models import ExchangeRate
from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.records import actions as records
from kaituo.office.insights.ageing import aged
from kaituo.office.insights.asked import Asked
from kaituo.office.insights.report import REPORTS
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.actions import advance
from kaituo.sales.pipeline.models import Opportunity
from kaituo.sales.receivables.models import Invoice

SLUGS = ["explore", "ranking", "products", "pipeline", "outcomes", "ageing", "trend", "targets", "funnel"]
OPEN = {"measure": "pipeline.open_amount", "period": "all"}


def deal(stages, owner, amount=100, currency="CNY", **more) -> Opportunity:
    account = records.create(Account(name=f"Account of {owner}", owner=owner), by=owner)
    row = Opportunity(name="Deal", account=account, owner=owner, pipeline=stages[0].pipeline, amount=amount, currency=currency, **more)
    row.expected_on = more.get("expected_on", timezone.localdate())
    return records.create(row, by=owner)


def asked(client, user, slug: str, **query):
    client.force_login(user)
    return client.get(reverse("insights-report", args=[slug]), query)


def built(slug: str, user, query) -> list[list]:
    return REPORTS[slug].build(Asked.of(query), user).lines


@pytest.mark.parametrize("slug", SLUGS)
def test_every_report_opens_for_everyone_with_numbers(client, cast, stages, slug):
    deal(stages, cast.alice)
    for person in (cast.alice, cast.mei, cast.fang, cast.ada, cast.olga):
        assert asked(client, person, slug).status_code == 200


def test_a_rep_sees_her_own_numbers_and_her_lead_the_team_s(cast, stages):
    for person in (cast.alice, cast.bob, cast.charlie):
        deal(stages, person)
    assert [line[0].value for line in built("explore", cast.alice, OPEN)] == ["Alice"]
    assert {line[0].value for line in built("explore", cast.mei, OPEN)} == {"Alice", "Bob"}


def test_two_currencies_are_summed_in_the_base_and_shown_apart(cast, stages):
    ExchangeRate.objects.create(currency="EUR", starts_on=date(2020, 1, 1), rate=8)
    deal(stages, cast.alice, 100)
    deal(stages, cast.alice, 50, "EUR")
    [line] = built("explore", cast.alice, OPEN)
    assert line[1].value == Decimal(500)
    assert line[-1].value == "EUR 50.00"


def test_every_number_opens_into_entries_of_the_same_sum(client, cast, stages):
    deal(stages, cast.alice, 70)
    deal(stages, cast.bob, 30)
    client.force_login(cast.mei)
    for line in built("explore", cast.mei, OPEN):
        assert f"{line[1].value:,.2f}" in client.get(line[1].href).content.decode()


def test_the_entries_of_others_are_not_listed(client, cast, stages):
    row = deal(stages, cast.bob)
    client.force_login(cast.alice)
    page = client.get(reverse("insights-entries"), {"measure": "pipeline.open_amount", "person": cast.bob.pk})
    assert reverse("pipeline-opportunity-page", args=[row.pk]) not in page.content.decode()
    assert (
        "Account of Bob"
        not in client.get(reverse("insights-entries"), {"measure": "pipeline.open_amount", "account": row.account_id}).content.decode()
    )


def test_an_entry_opens_its_record(client, cast, stages):
    row = deal(stages, cast.alice)
    client.force_login(cast.alice)
    page = client.get(reverse("insights-entries"), {"measure": "pipeline.open_amount", "stage": row.stage_id})
    assert reverse("pipeline-opportunity-page", args=[row.pk]) in page.content.decode()


def test_a_measure_that_gives_away_a_hidden_field_is_refused(client, cast):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="orders.OrderLine", field="unit_cost", shows="hidden")
    client.force_login(cast.alice)
    assert client.get(reverse("insights-entries"), {"measure": "orders.margin"}).status_code == 403
    assert "orders.margin" not in asked(client, cast.alice, "explore").content.decode()


def test_the_funnel_counts_a_deal_in_every_stage_up_to_the_furthest(cast, stages):
    deal(stages, cast.alice)
    far = deal(stages, cast.alice)
    advance(far, by=cast.alice, stage=stages[1])
    lines = built("funnel", cast.alice, {})
    assert [line[1].value for line in lines] == [2, 1, 0]
    assert lines[1][2].value == Decimal("0.5")


def test_the_deals_behind_a_stage_of_the_funnel_are_listed(client, cast, stages):
    deal(stages, cast.alice)
    client.force_login(cast.alice)
    page = client.get(reverse("insights-funnel-deals"), {"stage": stages[0].pk, "pipeline": stages[0].pipeline_id})
    assert "Account of Alice" in page.content.decode()


def test_receivables_are_put_into_bands_by_days_overdue(cast):
    account = records.create(Account(name="Acme", owner=cast.ada), by=cast.ada)
    today = date(2026, 6, 30)
    for day, amount in ((date(2026, 6, 30), 1), (date(2026, 6, 29), 2), (date(2026, 5, 31), 4), (date(2026, 5, 30), 8), (date(2025, 1, 1), 16)):
        records.create(
            Invoice(account=account, owner=cast.ada, status="issued", issued_on=day, due_on=day, amount=amount, currency="CNY"), by=cast.ada
        )
    assert [band.amount for band in aged(cast.ada, today)] == [1, 6, 8, 0, 16]


def test_a_report_is_given_as_a_file(client, cast, stages):
    deal(stages, cast.alice)
    assert "Alice" in asked(client, cast.alice, "explore", **OPEN, format="csv").content.decode("utf-8-sig")
    assert asked(client, cast.alice, "explore", **OPEN, format="xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    "query", [{"person": "9" * 40}, {"from": "x", "to": "9999-12-31"}, {"stage": "x"}, {"by": "nonsense"}, {"month": "x", "year": "9" * 9}]
)
def test_an_unreadable_address_is_no_error(client, cast, query):
    client.force_login(cast.alice)
    for slug in SLUGS:
        assert asked(client, cast.alice, slug, **query).status_code == 200
    assert client.get(reverse("insights-entries"), {"measure": "pipeline.open_amount", **query}).status_code == 200


def query_count(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_report_asks_as_many_queries_for_many_rows_as_for_few(client, cast, stages, slug):
    client.force_login(cast.ada)
    address = reverse("insights-report", args=[slug]) + "?period=all&measure=pipeline.open_amount"
    for person in (cast.alice, cast.bob):
        deal(stages, person)
    few = query_count(client, address)
    for person in (cast.charlie, cast.mei, cast.ada, cast.alice, cast.bob):
        deal(stages, person)
    assert query_count(client, address) == few
