"""The index is put right piece by piece: whole at every moment, never older than the records, and going on where it was cut off."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.search import renewing
from kaituo.foundation.search.finding import search
from kaituo.foundation.search.models import Document, Renewal
from kaituo.sales.customers.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 7


@pytest.fixture
def accounts(cast, monkeypatch):
    """Seven customers, in pieces of three."""
    made = records.create_many([Account(name=f"华拓{n}号", owner=cast.alice) for n in range(COUNT)], by=cast.ada)
    monkeypatch.setattr(renewing, "BATCH", 3)
    return made


def meanwhile(deed):
    """Done by another thread over a connection of its own, to its end."""

    def work():
        try:
            deed()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def names() -> list[str]:
    return sorted(str(hit.row) for group in search(User.objects.get(username="ada"), "华拓", 50) for hit in group.hits)


def test_what_is_missing_wrong_or_left_over_is_put_right(accounts):
    Document.objects.filter(record_id=accounts[0].pk, model="customers.Account").delete()
    Document.objects.filter(record_id=accounts[4].pk, model="customers.Account").update(words="明远", pairs="明远 远")
    Account.objects.filter(pk=accounts[6].pk).delete()
    Document.objects.create(model="gone.Kind", record_id=1, words="x", pairs="x")
    renewing.rebuild()
    assert names() == [f"华拓{n}号" for n in range(6)]
    assert Document.objects.filter(model="customers.Account").count() == 6
    assert not Document.objects.filter(model="gone.Kind").exists()


def test_a_change_made_between_reading_and_writing_is_kept(accounts, monkeypatch, ada):
    """Over a second connection, as another process would."""
    Document.objects.filter(record_id__in=[row.pk for row in accounts[:3]], model="customers.Account").update(words="", pairs="")
    write = renewing.put_right

    def interrupted(kind, held, wanted):
        if kind.model is Account and accounts[1].pk in wanted:
            meanwhile(lambda: records.change(Account.objects.get(pk=accounts[1].pk), {"name": "明远科技"}, by=ada))
            meanwhile(lambda: records.archive(Account.objects.get(pk=accounts[2].pk), by=ada))
        write(kind, held, wanted)

    monkeypatch.setattr(renewing, "put_right", interrupted)
    renewing.rebuild()
    assert names() == ["华拓0号", *(f"华拓{n}号" for n in range(3, COUNT))]
    assert Document.objects.get(record_id=accounts[1].pk, model="customers.Account").words.startswith("明远科技")


def test_the_index_is_never_empty_and_nobody_waits(accounts, ada):
    """After each piece somebody else finds everything, and writes."""
    found = []

    def look(_label, _count):
        meanwhile(lambda: found.append(len(names())))
        meanwhile(lambda: records.change(Account.objects.get(pk=accounts[0].pk), {"city": f"City {len(found)}"}, by=ada))

    Document.objects.filter(model="customers.Account").update(guarded_words="old")
    renewing.rebuild(look)
    assert set(found) == {COUNT}
    assert not Document.objects.filter(guarded_words="old").exists()


class CutOff(Exception):
    pass


def test_a_walk_that_was_cut_off_goes_on_from_there(accounts):
    def end(label, _count):
        if label == "customers.Account":
            raise CutOff

    with pytest.raises(CutOff):
        renewing.rebuild(end)
    assert (Renewal.objects.get().label, Renewal.objects.get().after) == ("customers.Account", accounts[2].pk)
    seen = []
    renewing.rebuild(lambda label, count: seen.append((label, count)))
    assert [count for label, count in seen if label == "customers.Account"] == [3, 4]
    assert not Renewal.objects.exists()


def test_what_is_right_is_not_written(accounts):
    renewing.rebuild()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert renewing.rebuild() >= COUNT
    assert not [query["sql"] for query in asked if "search_document" in query["sql"] and not query["sql"].startswith("SELECT")]
