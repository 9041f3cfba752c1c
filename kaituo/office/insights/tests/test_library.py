"""The library of measures: complete, searchable, and only as far as the reader sees."""

import pytest
from django.urls import reverse

from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.foundation.metrics.choices import Kind
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account

OURS = [measure for name, measure in MEASURES.items() if not name.startswith(("testing.", "own."))]


def test_there_are_at_least_sixty_measures_over_records():
    assert len(OURS) >= 60


@pytest.mark.parametrize("measure", OURS, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_counts_and_has_its_parts(measure):
    assert str(measure.note)
    assert measure.formula or measure.rows
    assert all(name in MEASURES for name in (*measure.names.values(), *measure.carries))
    assert measure.on or measure.kind != Kind.FLOW


def test_the_library_lists_by_family_and_finds_by_definition(client, ada):
    client.force_login(ada)
    page = client.get(reverse("insights-measures"), {"q": "won ÷ won and lost"}).content.decode()
    assert "Win rate" in page
    assert "Calls" not in page


def test_every_page_of_the_library_opens(client, ada):
    client.force_login(ada)
    wrong = [measure.name for measure in OURS if client.get(reverse("insights-measure", args=[measure.name])).status_code != 200]
    assert wrong == []


@pytest.mark.parametrize("query", ["by=week", "period=2026-Q1", "period=nonsense", "by=nonsense", "period=9999-12"])
def test_any_period_in_the_address_is_answered(client, ada, query):
    client.force_login(ada)
    assert client.get(f"{reverse('insights-measure', args=['pipeline.win_rate'])}?{query}").status_code == 200


def test_no_figure_says_why(client, ada):
    client.force_login(ada)
    page = client.get(reverse("insights-measure", args=["pipeline.win_rate"])).content.decode()
    assert "It would divide by nothing" in page


def test_an_unknown_measure_is_not_found(client, ada):
    client.force_login(ada)
    assert client.get(reverse("insights-measure", args=["no.such"])).status_code == 404


def test_whoever_may_not_see_costs_gets_no_margin(client, cast):
    FieldRule.objects.create(role=Role.objects.get(key="rep"), model="orders.OrderLine", field="unit_cost", shows="hidden")
    client.force_login(cast.alice)
    assert client.get(reverse("insights-measure", args=["orders.margin_rate"])).status_code == 403
    assert "Margin rate" not in client.get(reverse("insights-measures")).content.decode()


def test_the_library_asks_as_many_queries_however_much_was_counted(client, cast, django_assert_max_num_queries):
    client.force_login(cast.ada)
    for number in range(8):
        records.create(Account(name=f"Customer {number}", owner=cast.alice), by=cast.ada)
    with django_assert_max_num_queries(25):
        client.get(reverse("insights-measures"))
