"""A little business for reports: Alice and Bob sell in East, Charlie in West; one order is in dollars."""

from datetime import date
from decimal import Decimal

import pytest

from kaituo.foundation.company.models import ExchangeRate, LegalEntity, Organisation
from kaituo.foundation.identity.models import FieldRule, Role
from kaituo.office.reports.engine.definition import read
from kaituo.office.reports.running import show
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

FACTS = [
    ("alice", "华东一号", "华东", "CNY", "1000.00", date(2026, 1, 10), "confirmed"),
    ("alice", "华东一号", "华东", "CNY", "500.00", date(2026, 2, 10), "confirmed"),
    ("alice", "华东二号", "华东", "USD", "100.00", date(2026, 2, 11), "delivered"),
    ("bob", "华北一号", "华北", "CNY", "300.00", date(2026, 3, 5), "confirmed"),
    ("charlie", "华南一号", "华南", "CNY", "700.00", date(2026, 3, 6), "draft"),
]
"""Who, customer, region, currency, net amount, day, status."""


@pytest.fixture
def business(cast):
    Organisation.objects.create(name="Kaituo", base_currency="CNY")
    entity = LegalEntity.objects.create(name="Kaituo", tax_number="1")
    ExchangeRate.objects.create(currency="USD", rate=Decimal("7.0"), starts_on=date(2026, 1, 1))
    accounts: dict[str, Account] = {}
    for number, (who, name, region, currency, amount, day, status) in enumerate(FACTS):
        owner = getattr(cast, who)
        account = accounts.get(name) or Account.objects.create(name=name, region=region, owner=owner, credit_limit=Decimal(100))
        accounts[name] = account
        common = {"legal_entity": entity, "account": account, "owner": owner, "currency": currency, "status": status, "ordered_on": day}
        Order.objects.create(number=f"SO-{number}", net_amount=Decimal(amount), **common)
    return cast


@pytest.fixture
def hidden(cast):
    """function (role of a person, kind of record, field): from now on hidden from that role."""

    def hide(key: str, model: str, name: str) -> None:
        FieldRule.objects.create(role=Role.objects.get(key=key), model=model, field=name, shows="hidden")

    return hide


@pytest.fixture
def shown():
    """function (person, **report) → its sheet."""
    return lambda user, **saved: show(read(saved), user)


@pytest.fixture
def plain():
    """function (sheet) → its lines as texts and numbers."""
    return lambda sheet: [[cell.value for cell in line] for line in sheet.lines]
