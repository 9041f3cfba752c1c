"""Importing through the pages: upload, check, run, undo; and every file that is not what it should be."""

import io
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.office.exchange import checking, progress, uploads
from kaituo.office.exchange.jobs import run_later
from kaituo.office.exchange.models import Batch
from kaituo.office.exchange.schedule import KEPT, tidy_uploads
from kaituo.sales.customers.models import Account


def upload(client, user, content: bytes, name: str = "accounts.csv", slug: str = "accounts"):
    client.force_login(user)
    return client.post(reverse("exchange:import", args=[slug]), {"file": SimpleUploadedFile(name, content)})


def imported(client, user, content: bytes, name: str = "accounts.csv") -> Batch:
    upload(client, user, content, name)
    batch = Batch.objects.latest("pk")
    client.post(reverse("exchange:run", args=[batch.pk]))
    batch.refresh_from_db()
    return batch


def faults_of(client, user, content: bytes) -> list:
    upload(client, user, content)
    return checking.Check(Batch.objects.latest("pk"), user).plan.faults


def test_a_rep_imports_accounts_that_become_her_own(client, alice):
    batch = imported(client, alice, b"number,name\nA-1,Acme\nA-2,Umbrella\n")
    assert (batch.state, batch.created_count) == ("done", 2)
    assert set(Account.objects.values_list("owner", flat=True)) == {alice.pk}


def test_the_file_is_let_go_when_all_is_imported(client, alice):
    assert not imported(client, alice, b"number,name\nA-1,Acme\n").file


def test_an_import_is_undone_with_its_button(client, alice):
    batch = imported(client, alice, b"number,name\nA-1,Acme\n")
    client.post(reverse("exchange-batch-verb", args=[batch.pk, "undo"]))
    assert not Account.objects.exists()


def test_nothing_is_written_by_checking(client, alice):
    page = client.get(upload(client, alice, b"number,name\nA-1,Acme\n").url)
    assert page.status_code == 200
    assert not Account.objects.exists()


def test_a_rep_cannot_touch_the_account_of_another(client, alice, bob):
    records.create(Account(number="B-1", name="Bobs", owner=bob), by=bob)
    [fault] = faults_of(client, alice, b"number,name\nB-1,Taken\n")
    assert fault.row == 2
    assert imported(client, alice, b"number,name\nB-1,Taken\n").state == "refused"
    assert Account.objects.get().name == "Bobs"


def test_an_owner_outside_reach_is_a_fault_of_the_row(client, alice, bob):
    [fault] = faults_of(client, alice, b"number,name,owner\nA-1,Acme,alice\nA-2,Umbrella,bob\n")
    assert (fault.row, fault.text) == (3, bob.name)


def test_a_faulty_row_refuses_the_whole_file(client, alice):
    assert imported(client, alice, b"number,name,payment_days\nA-1,Acme,30\nA-2,Umbrella,soon\n").state == "refused"
    assert not Account.objects.exists()


def test_the_workbook_of_faults_holds_the_rows_with_their_reason(client, alice):
    upload(client, alice, b"number,name,payment_days\nA-1,Acme,30\nA-2,Umbrella,soon\n")
    headings, rows = checking.Check(Batch.objects.latest("pk"), alice).faulty_rows
    assert headings[-1] == "Reason"
    assert [row[0] for row in rows] == ["A-2"]
    assert client.get(reverse("exchange:faults", args=[Batch.objects.latest("pk").pk])).content.startswith(b"PK")


def test_a_column_chosen_by_hand_is_remembered_for_the_next_file(client, alice):
    upload(client, alice, b"number,firm\nA-1,Acme\n")
    batch = Batch.objects.latest("pk")
    client.post(reverse("exchange:check", args=[batch.pk]), {"column": ["number", "name"]})
    client.post(reverse("exchange:run", args=[batch.pk]))
    upload(client, alice, b"number,firm\nA-2,Umbrella\n")
    assert Batch.objects.latest("pk").mapping == {"number": "number", "name": "firm"}


def test_a_needed_field_without_a_column_is_a_fault(client, alice):
    assert [fault.field for fault in faults_of(client, alice, b"number,firm\nA-1,Acme\n")] == ["Name"]


@pytest.mark.parametrize(
    "content",
    ["number,name\nA-1,星河\n".encode("gb18030"), "number,name\nA-1,星河\n".encode("utf-16"), "number,name\nA-1,星河\n".encode("utf-8-sig")],
    ids=["gbk", "utf-16", "bom"],
)
def test_any_usual_encoding_is_read(client, alice, content):
    assert imported(client, alice, content).created_count == 1
    assert Account.objects.get().number == "A-1"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_any_usual_delimiter_is_read(client, alice, delimiter):
    assert imported(client, alice, delimiter.join(["number", "name"]).encode() + b"\n" + delimiter.join(["A-1", "Acme"]).encode()).created_count == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"   \n", "a.csv"),
        (b"name,name\nx,y\n", "a.csv"),
        (b"PK\x03\x04 not really", "a.xlsx"),
        (b"\x00\x01\x02\x03", "a.csv"),
        (b"\xff\xfe\x00", "a.csv"),
        (b'"' + b"x" * 1_100_000, "a.csv"),
    ],
    ids=["empty", "blank", "heading twice", "damaged workbook", "binary", "half utf-16", "endless cell"],
)
def test_a_broken_file_is_refused_with_a_sentence(client, alice, content, name):
    answer = upload(client, alice, content, name)
    assert answer.status_code == 422
    assert b"field-errors" in answer.content
    assert not Batch.objects.exists()


def test_a_number_of_a_million_digits_is_a_fault(client, alice):
    [fault] = faults_of(client, alice, b"number,name,credit_limit\nA-1,Acme," + b"9" * 900_000 + b"\n")
    assert len(fault.message) < 200


def test_a_file_above_twenty_megabytes_is_refused(client, alice):
    assert upload(client, alice, b"name\n" + b"x" * uploads.LARGEST).status_code == 422


def test_an_interrupted_import_is_offered_to_be_run_again(client, alice):
    upload(client, alice, b"number,name\nA-1,Acme\n")
    batch = Batch.objects.latest("pk")
    uploads.begin(batch, by=alice)
    assert b"interrupted" not in client.get(reverse("exchange-batch-page", args=[batch.pk])).content
    progress.forget(batch)
    assert b"interrupted" in client.get(reverse("exchange-batch-page", args=[batch.pk])).content
    client.post(reverse("exchange:run", args=[batch.pk]))
    assert Account.objects.count() == 1


def test_an_import_run_twice_writes_once(client, alice):
    upload(client, alice, b"number,name\nA-1,Acme\n")
    batch, same = Batch.objects.latest("pk"), Batch.objects.latest("pk")
    uploads.begin(batch, by=alice)
    run_later.call(batch.pk, alice.pk)
    run_later.call(same.pk, alice.pk)
    assert Account.objects.count() == 1


def test_many_rows_run_in_the_background(client, alice, monkeypatch):
    monkeypatch.setattr(uploads, "INLINE", 1)
    assert imported(client, alice, b"number,name\nA-1,Acme\nA-2,Umbrella\n").state == "running"


def test_another_person_does_not_find_the_upload(client, alice, bob):
    upload(client, alice, b"number,name\nA-1,Acme\n")
    client.force_login(bob)
    assert client.get(reverse("exchange:check", args=[Batch.objects.latest("pk").pk])).status_code == 404


def test_who_may_not_create_may_not_upload(client, fang):
    assert upload(client, fang, b"number,name\nA-1,Acme\n").status_code == 403


def test_the_template_reads_back_as_it_was_made(client, ada):
    client.force_login(ada)
    content = client.get(reverse("exchange:template", args=["accounts", "csv"])).content
    assert "Name" in content.decode("utf-8-sig")
    assert imported(client, ada, content).created_count == 1


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def send_package(client, user: User, content: bytes):
    client.force_login(user)
    return client.post(reverse("exchange:package"), {"file": SimpleUploadedFile("p.zip", content)})


def test_a_package_of_tables_is_imported(client, ada):
    said = (
        b'{"name": "P", "tables": [{"model": "customers.Account", "file": "a.csv", "key": ["number"], "columns": {"number": "no", "name": "firm"}}]}'
    )
    send_package(client, ada, zipped(map__json=said, a__csv=b"no,firm\nA-1,Acme\n"))
    assert Account.objects.get().name == "Acme"


@pytest.mark.parametrize("content", [b"no zip", zipped(a__csv=b"x"), zipped(map__json=b"[1]"), zipped(map__json=b'{"tables": [{}]}')])
def test_a_broken_package_is_refused_with_a_sentence(client, ada, content):
    assert send_package(client, ada, content).status_code == 422


def test_an_old_upload_is_let_go_at_night(client, alice):
    upload(client, alice, b"number,name\nA-1,Acme\n")
    path = Path(Batch.objects.latest("pk").file.path)
    Batch.objects.update(created_at=timezone.now() - KEPT - timedelta(days=1))
    tidy_uploads.call()
    assert not path.exists()


def test_the_time_left_follows_from_the_pace():
    now = time.time()
    assert progress.Standing(done=50, total=100, began=now - 10, said=now).seconds_left == 10
