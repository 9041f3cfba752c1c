"""The price of a product in a deal."""

from decimal import Decimal

from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.catalog.models import Product


def test_a_price_left_empty_follows_the_catalogue(deal, alice, ada, client):
    product = records.create(Product(name="Robot", list_price=Decimal("98000"), cost=Decimal("60000")), by=ada)
    client.force_login(alice)
    head = {"name": "Two robots", "account": deal.account_id, "owner": alice.pk, "pipeline": deal.pipeline_id, "amount": "0", "currency": "CNY"}
    counts = {f"{name}-{count}": "0" for name in ("opportunityline", "rival") for count in ("INITIAL_FORMS", "TOTAL_FORMS")}
    line = {"opportunityline-0-product": product.pk, "opportunityline-0-quantity": "2", "opportunityline-0-discount_rate": "10"}
    answer = client.post(
        SCREENS["pipeline.Opportunity"].url("new"), head | counts | line | {"opportunityline-TOTAL_FORMS": "1", "expected_on": "2027-01-01"}
    )
    assert answer.status_code == 302
    assert deal.account.opportunities.get(name="Two robots").amount == Decimal("176400")
