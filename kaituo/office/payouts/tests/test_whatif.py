"""What open deals would pay: a rep's own only, by her own plan, and without a trace."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.metrics.models import Entry
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import plans
from kaituo.performance.commissions.models import Plan, PlanTerms, Run, Statement
from kaituo.sales.catalog.models import Product
from kaituo.sales.customers.models import Account
from kaituo.sales.pipeline.models import Opportunity, OpportunityLine, Pipeline, Stage


@pytest.fixture
def deal(cast):
    """Alice and Bob on five percent, eight above ten thousand; a deal of each over 12,000 at fifty percent."""
    Organisation.objects.create(name="Kaituo")
    day = timezone.localdate() - timedelta(days=60)
    plan = Plan.objects.create(name="Field sales")
    terms = PlanTerms.objects.create(plan=plan, starts_on=day)
    bands = [("0", "10000", "0.05"), ("10000", None, "0.08")]
    plans.add_component(terms, bands, by=cast.ada, name="Signing", measure="orders.booked_revenue")
    plans.release(plan, by=cast.ada)
    pipeline = Pipeline.objects.create(name="Direct", position=0)
    stage = Stage.objects.create(pipeline=pipeline, name="Offer", position=0, probability=Decimal("0.5"))
    made = {}
    for person in (cast.alice, cast.bob):
        plans.assign(plan, by=cast.ada, person=person, starts_on=day)
        account = records.create(Account(name=f"Account of {person.name}", owner=person), by=cast.ada)
        values = {"name": f"Deal of {person.name}", "account": account, "owner": person, "pipeline": pipeline, "stage": stage}
        made[person.pk] = Opportunity.objects.create(amount=Decimal(12000), currency="CNY", expected_on=timezone.localdate(), **values)
    return made


def page(client, person, **chosen) -> str:
    client.force_login(person)
    return client.get(reverse("payouts-whatif"), chosen).content.decode()


def test_a_deal_won_pays_by_her_own_bands(client, deal, cast):
    text = page(client, cast.alice, **{f"deal-{deal[cast.alice.pk].pk}": "100"})
    assert "Signing" in text
    assert "660.00" in text


def test_at_first_a_deal_counts_by_its_chance(client, deal, cast):
    assert "300.00" in page(client, cast.alice)


def test_others_deals_are_neither_shown_nor_counted(client, deal, cast):
    text = page(client, cast.alice, **{f"deal-{deal[cast.bob.pk].pk}": "100"})
    assert ("Deal of Bob" in text, "660.00" in text, "Deal of Alice" in text) == (False, False, True)


def test_a_manager_sees_nothing_of_her_people_here(client, deal, cast):
    text = page(client, cast.mei)
    assert ("Deal of" in text, "You are on no commission plan" in text) == (False, True)


def test_rubbish_counts_as_nothing_and_more_than_all_as_all(client, deal, cast):
    name = f"deal-{deal[cast.alice.pk].pk}"
    assert "660.00" in page(client, cast.alice, **{name: "9999"})
    assert "660.00" not in page(client, cast.alice, **{name: "-5"})


def test_asking_writes_nothing(client, deal, cast):
    page(client, cast.alice)
    assert [model.objects.count() for model in (Entry, Run, Statement)] == [0, 0, 0]


def test_a_rule_about_one_product_pays_for_that_line_of_the_deal_alone(client, deal, cast):
    products = [Product.objects.create(name=name, number=name, list_price=10) for name in ("P-1", "P-2")]
    mine = deal[cast.alice.pk]
    for product, price in zip(products, (9000, 3000), strict=True):
        OpportunityLine.objects.create(opportunity=mine, product=product, quantity=1, unit_price=price, amount=price)
    terms = PlanTerms.objects.get()
    PlanTerms.objects.update(released_at=None)
    terms.refresh_from_db()
    plans.change_component(terms.components.get(), by=cast.ada, where=[{"by": "product", "values": ["P-2"]}])
    plans.release(terms.plan, by=cast.ada)
    text = page(client, cast.alice, **{f"deal-{mine.pk}": "100"})
    assert ("150.00" in text, "660.00" in text) == (True, False)
