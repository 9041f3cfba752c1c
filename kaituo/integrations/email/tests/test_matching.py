"""How addresses find their customers in a base of any size: by an index, on both databases."""

import pytest
from django.db import connection

from kaituo.integrations.email import matching
from kaituo.integrations.email.matching import AddressBook
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.customers.queries import EmailDomain
from kaituo.sales.leads.models import Lead

ADDRESSES = {"wang@ruihe.example"}


def plan_of(rows) -> str:
    """As the database would read them, were a table worth avoiding."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


@pytest.mark.parametrize(("model", "index"), [(Account, "accounts_by_email"), (Contact, "contacts_by_email"), (Lead, "leads_by_email")], ids=str)
def test_address_is_looked_up_in_an_index(db, model, index):
    assert index in plan_of(matching._having(model.objects.active(), ADDRESSES))


def test_domain_is_looked_up_in_an_index(db):
    assert "accounts_by_email_domain" in plan_of(Account.objects.active().annotate(domain=EmailDomain("email")).filter(domain__in=["ruihe.example"]))


def test_domain_is_that_of_the_address_and_of_no_longer_one(customer):
    found = AddressBook(["new@ruihe.example", "new@notruihe.example", "new@sub.ruihe.example"]).found
    assert set(found) == {"new@ruihe.example"}
