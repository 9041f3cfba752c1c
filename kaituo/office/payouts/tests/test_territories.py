"""A plan that filters by territories, from the customer's place to the pay: every territory the customer lay in on the day counts, and those above them."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Territory
from kaituo.foundation.records import actions as records
from kaituo.performance.commissions.actions import calculating, plans
from kaituo.performance.commissions.actions.terms import write
from kaituo.performance.commissions.models import Plan, PlanTerms, Run
from kaituo.sales.customers.models import Account
from kaituo.sales.orders import actions as orders
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import TerritoryPart
from tests.company.cast import LONG_AGO

START, SOLD, END = date(2026, 1, 1), date(2026, 1, 5), date(2026, 2, 1)


@pytest.fixture
def drawn(cast):
    """Wuhan lies in Centre, which stands in Country, and with its industry in Energy too; nobody's customer lies in Coast."""
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    made = {name: records.create(Territory(name=name, code=name.lower()), by=cast.ada) for name in ("Country", "Centre", "Energy", "Coast")}
    trees.place(made["Centre"], made["Country"], on=LONG_AGO)
    for name, said in (("Centre", {"division": "420000"}), ("Energy", {"industry": "energy"}), ("Coast", {"division": "350000"})):
        records.create(TerritoryPart(territory=made[name], starts_on=LONG_AGO, **said), by=cast.ada)
    refresh()
    return made


@pytest.fixture
def sold(drawn, cast):
    account = records.create(Account(name="灯笼公司", owner=cast.alice, division="420100", industry="energy"), by=cast.ada)
    order = records.create(Order(account=account, ordered_on=SOLD), by=cast.alice)
    records.create(OrderLine(order=order, description="Pump", quantity=Decimal(1), unit_price=Decimal(10_000)), by=cast.alice)
    orders.confirm(order, by=cast.ada, confirmed_on=SOLD)


def component(key: str, rate: str, **condition) -> dict:
    where = [{"by": "territory", **condition}]
    rate = {"kind": "constant", "rate": rate}
    return {"kind": "commission", "key": key, "measures": ["orders.booked_revenue"], "rate": rate, "where": where}


def test_each_territory_of_the_customer_meets_the_filter(sold, cast):
    plan = Plan.objects.create(name="By place")
    terms = PlanTerms.objects.create(plan=plan, starts_on=START)
    components = [
        component("centre", "0.01", values=["Centre"]),
        component("energy", "0.02", values=["energy"]),
        component("country", "0.04", values=["Country"]),
        component("coast", "0.08", values=["Coast"]),
        component("elsewhere", "0.16", values=["Coast"], except_these=True),
        component("not_energy", "0.32", values=["Energy"], except_these=True),
    ]
    write(terms, by=cast.ada, document={"components": components})
    plans.release(plan, by=cast.ada)
    plans.assign(plan, by=cast.ada, person=cast.alice, starts_on=START)
    run = records.create(Run(starts_on=START, ends_on=END), by=cast.ada)
    calculating.calculate(run, by=cast.ada)
    paid = {line.component.key: line.amount for line in run.statements.get(payee=cast.alice).lines.select_related("component")}
    assert paid == {"centre": Decimal(100), "energy": Decimal(200), "country": Decimal(400), "elsewhere": Decimal(1600)}
