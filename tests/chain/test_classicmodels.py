"""The shipped sample company, through the public import alone: its known totals to the cent, twice imported the same, undone to nothing."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from kaituo.foundation.identity.models import Team, User
from kaituo.foundation.metrics.models import Entry
from kaituo.office.exchange.models import Batch
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order, OrderLine
from kaituo.sales.receivables.models import Receipt

TOTALS = {
    "orders.gross": "9604190.61",
    "orders.shipped": "8865094.64",
    "orders.cancelled": "238854.18",
    "orders.on_hold": "169575.61",
    "orders.disputed": "61158.78",
    "orders.resolved": "134235.88",
    "orders.in_process": "135271.52",
    "receivables.received": "8853839.23",
}


def answer(*words: str) -> dict:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_sample_company_is_imported_to_the_cent_and_undone_to_nothing():
    first = answer("import_records", "classicmodels")
    assert first["created"] == 3987
    assert {name: answer("report", name)["total"] for name in TOTALS} == TOTALS
    assert answer("report", "orders.gross", "--by", "person")["rows"][0] == {"person": "Gerard Hernandez", "value": "1258577.81"}
    assert Account.objects.unowned().count() == 22
    again = answer("import_records", "classicmodels")
    assert (again["created"], again["changed"]) == (0, 0)
    call_command("undo_import", first["batch"], stdout=StringIO())
    left = [model.objects.exists() for model in (Account, Order, OrderLine, Receipt, Entry, Team)]
    assert not any(left)
    assert not User.objects.people().exists()
    assert Batch.objects.get(pk=first["batch"]).state == "undone"


@pytest.mark.django_db
def test_a_dry_run_writes_nothing():
    answer("import_records", "classicmodels", "--dry-run")
    assert not Account.objects.exists()
    assert not Batch.objects.exists()
