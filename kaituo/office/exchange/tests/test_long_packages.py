"""Packages of linked tables that are long: read and written a portion at a time, and still whole or not at all."""

import io
import json
import zipfile

import pytest

from kaituo.office.exchange import archives, longrun, longtable, tables, together
from kaituo.office.exchange.actions import import_package, read_package
from kaituo.office.exchange.archives import read_zip
from kaituo.office.exchange.longtable import LongTable
from kaituo.office.exchange.models import Batch, BatchRow
from kaituo.office.exchange.tables import UnreadableFile
from kaituo.office.exchange.writing import ImportRefused
from kaituo.sales.customers.models import Account, Contact

pytestmark = pytest.mark.django_db
ROWS = 25
FIRMS = {"model": "customers.Account", "file": "firms.csv", "key": ["number"], "columns": {"number": "no", "name": "firm"}}
PEOPLE = {
    "model": "customers.Contact",
    "file": "people.csv",
    "key": ["name"],
    "columns": {"name": "who", "account": {"column": "firm", "by": "number"}},
}


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Long is what is longer than eight rows; five are read and written at a time."""
    monkeypatch.setattr(tables, "LONG", 8)
    monkeypatch.setattr(longrun, "PORTION", 5)
    monkeypatch.setattr(longtable, "HELD", 50)


def firms(count: int = ROWS, **changed: str) -> bytes:
    rows = {f"F{number}": f"F{number},Firm {number}" for number in range(2, count + 2)} | changed
    return ("no,firm\n" + "\n".join(rows.values()) + "\n").encode()


def people(**changed: str) -> bytes:
    rows = {f"P{number}": f"Person {number},F{number}" for number in range(2, ROWS + 2)} | changed
    return ("who,firm\n" + "\n".join(rows.values()) + "\n").encode()


def zipped(firms: bytes, people: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.json", json.dumps({"name": "Two tables", "tables": [FIRMS, PEOPLE]}))
        archive.writestr("firms.csv", firms)
        archive.writestr("people.csv", people)
    return buffer.getvalue()


@pytest.fixture
def bring_in(ada):
    def bring(firms: bytes, people: bytes, **said) -> Batch:
        return import_package(read_zip(zipped(firms, people), "two.zip"), by=ada, **said)

    return bring


def refused(bring_in, *files: bytes, **said) -> list[tuple[int, str]]:
    """What is wrong; nothing has come in."""
    with pytest.raises(ImportRefused) as refusal:
        bring_in(*files, **said)
    assert not Account.objects.exists()
    return [(fault.row, fault.message) for found in refusal.value.faults.values() for fault in found]


def test_all_rows_of_both_tables_come_in_under_one_import(bring_in):
    batch = bring_in(firms(), people())
    assert (batch.state, batch.created_count, BatchRow.objects.filter(batch=batch).count()) == ("done", 2 * ROWS, 2 * ROWS)
    assert Contact.objects.get(name="Person 26").account.number == "F26"


def test_long_tables_are_not_held(bring_in):
    package = read_zip(zipped(firms(), people()), "two.zip")
    assert [type(table) for table, _map in package.tables] == [LongTable, LongTable]


def test_a_folder_is_read_the_same_way(ada, tmp_path):
    for name, content in (("map.json", json.dumps({"tables": [FIRMS, PEOPLE]}).encode()), ("firms.csv", firms()), ("people.csv", people())):
        (tmp_path / name).write_bytes(content)
    package = read_package(tmp_path)
    assert [type(table) for table, _map in package.tables] == [LongTable, LongTable]
    assert import_package(package, by=ada).created_count == 2 * ROWS


def test_no_more_than_a_portion_is_planned_at_once(bring_in, monkeypatch):
    seen, ours = [], together.write
    monkeypatch.setattr(together, "write", lambda batch, plan, by, tell: (seen.append(len(plan.creates)), ours(batch, plan, by, tell)))
    bring_in(firms(), people())
    assert seen == [5] * 10


def test_a_fault_in_the_last_row_of_the_last_table_keeps_out_the_first_of_the_first(bring_in):
    assert refused(bring_in, firms(), people(P26="Person 26,F99")) == [(26, "There is no Account “F99”. Import or create it first.")]


def test_all_faults_of_a_long_table_are_told_at_once(bring_in):
    assert [row for row, _message in refused(bring_in, firms(F3="F3,", F26="F26,"), people())] == [3, 26]


def test_a_row_that_stood_in_an_earlier_portion_is_a_fault(bring_in):
    assert refused(bring_in, firms(F20="F3,Firm 20"), people()) == [(20, "Row 3 has the same key. Keep one of them.")]


def test_faulty_rows_are_left_out_on_demand(bring_in):
    batch = bring_in(firms(), people(P26="Person 26,F99"), leaves_out=True)
    assert (batch.created_count, batch.left_out_count, batch.faults[0]["row"]) == (2 * ROWS - 1, 1, 26)


def test_a_column_that_is_missing_cannot_be_left_out(bring_in):
    said = firms().replace(b"no,firm", b"number,firm")
    assert refused(bring_in, said, people(), leaves_out=True) == [(1, "The file has no column “no”.")]
    assert refused(bring_in, b"number,firm\n", people(), leaves_out=True) == [(1, "The file has no column “no”.")]


def test_too_many_rows_for_one_transaction_are_refused_with_the_most(bring_in, monkeypatch):
    monkeypatch.setattr(together, "MOST", 40)
    sentence = "The package has 50 rows. At most 40 come in together: import its tables one after the other."
    assert refused(bring_in, firms(), people()) == [(0, sentence)]


def test_a_file_that_is_too_large_is_refused_with_the_most(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_FILE", 2 * archives.MEGABYTE)
    content = zipped(b"no,firm\n" + b"F1,Firm 1\n" * 300_000, people())
    with pytest.raises(UnreadableFile, match="a file may have 2 MB, all together 200 MB"):
        read_zip(content, "two.zip")
