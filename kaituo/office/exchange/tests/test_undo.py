"""Taking an import back: as a whole or not at all, in few statements."""

import pytest

from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.office.exchange.actions import Package, import_package, undo
from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.mapping import read_map
from kaituo.office.exchange.models import Batch
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order

HEADS = {"number": "number", "name": "name", "city": "city", "parent": {"column": "parent", "by": "number"}}


def brought_in(by, *lines: str, heads: tuple[str, ...] = ("number", "name", "city")) -> Batch:
    table = read_table("\n".join([",".join(heads), *lines]).encode(), "accounts.csv")
    said = {"model": "customers.Account", "file": "accounts.csv", "key": ["number"], "columns": {name: HEADS[name] for name in heads}}
    return import_package(Package("accounts", [(table, read_map(said))]), by=by)


def names() -> list[str]:
    return list(Account.objects.order_by("number").values_list("name", flat=True))


@pytest.fixture
def held(alice) -> Account:
    return records.create(Account(number="A-1", name="Acme", city="Suzhou", owner=alice), by=alice)


def test_what_was_created_goes_and_what_was_changed_is_put_back(held, ada):
    batch = brought_in(ada, "A-1,Acme Two,Wuxi", "A-2,Umbrella,Wuxi")
    undo(batch, by=ada)
    held.refresh_from_db()
    assert (held.name, held.city, held.version, names()) == ("Acme", "Suzhou", 3, ["Acme"])
    assert Event.objects.about(held).latest("pk").changes["name"] == ["Acme Two", "Acme"]


def test_the_search_key_follows_what_was_put_back(held, ada):
    before = held.sort_key
    undo(brought_in(ada, "A-1,Zebra,Wuxi"), by=ada)
    held.refresh_from_db()
    assert held.sort_key == before


def test_hundreds_of_rows_are_taken_back_in_few_statements(ada, django_assert_max_num_queries):
    brought_in(ada, *(f"A-{row:03},Acme {row},Wuxi" for row in range(200)))
    batch = brought_in(ada, *(f"A-{row:03},Umbrella {row},Suzhou" for row in range(100, 300)))
    with django_assert_max_num_queries(160):
        undo(batch, by=ada)
    assert names() == [f"Acme {row}" for row in range(200)]


def test_rows_that_stand_on_one_another_go_newest_first(ada):
    batch = brought_in(ada, "A-1,Group,", "A-2,Daughter,A-1", heads=("number", "name", "parent"))
    undo(batch, by=ada)
    assert names() == []


def test_later_work_keeps_the_whole_import(held, ada, alice):
    batch = brought_in(ada, "A-1,Acme Two,Wuxi", "A-2,Umbrella,Wuxi", "A-3,Third,Wuxi")
    order = records.create(Order(account=Account.objects.get(number="A-2"), owner=alice), by=ada)
    with pytest.raises(Refused, match=order.number):
        undo(batch, by=ada)
    held.refresh_from_db()
    assert (held.name, Account.objects.count()) == ("Acme Two", 3)


def test_a_number_taken_meanwhile_is_said_and_nothing_is_undone(held, ada, alice):
    batch = brought_in(ada, "A-1,Acme Two,Wuxi", "A-2,Umbrella,Wuxi")
    batch.rows.filter(deed="changed").update(before={"number": "A-9"})
    records.create(Account(number="A-9", name="Ninth", owner=alice), by=alice)
    with pytest.raises(Refused, match="taken"):
        undo(batch, by=ada)
    batch.refresh_from_db()
    assert (batch.state, Account.objects.count()) == ("done", 3)
