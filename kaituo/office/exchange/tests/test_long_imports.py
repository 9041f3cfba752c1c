"""Imports of very many rows: checked from end to end first, written a portion at a time, stopped, gone on with, and undone the same way."""

import csv
import io
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Refused
from kaituo.office.exchange import longrun, longtable, progress, tables, uploads
from kaituo.office.exchange.jobs import run_later, take_back_later
from kaituo.office.exchange.models import Batch, BatchRow
from kaituo.office.exchange.schedule import KEPT, tidy_uploads
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.models import DuplicateRule
from kaituo.team.allocation.models import AssignmentRule, AssignmentSeat, DefaultAssignee, Ownership, Pool

pytestmark = pytest.mark.django_db
ROWS = 25


@pytest.fixture(autouse=True)
def short(monkeypatch, settings, tmp_path):
    """Long is what is longer than eight rows; five are written at a time."""
    settings.MEDIA_ROOT = tmp_path
    for name, value in (("LONG", 8), ("HEAD", 5)):
        monkeypatch.setattr(tables, name, value)
    monkeypatch.setattr(longrun, "PORTION", 5)
    monkeypatch.setattr(longtable, "HELD", 50)
    monkeypatch.setattr(uploads, "INLINE", 0)


def lines(*changed: tuple[int, str], count: int = ROWS) -> bytes:
    """Numbered from the second line of the file; some say something else."""
    rows = {number: f"L-{number},Firm {number},Bonn" for number in range(2, count + 2)} | dict(changed)
    return ("number,name,city\n" + "\n".join(rows.values()) + "\n").encode()


@pytest.fixture
def upload(client, ada):
    def send(content: bytes, by: User = ada, name: str = "accounts.csv", **said) -> Batch:
        client.force_login(by)
        client.post(reverse("exchange:import", args=["accounts"]), {"file": SimpleUploadedFile(name, content)})
        batch = Batch.objects.latest("pk")
        if said:
            client.post(reverse("exchange:check", args=[batch.pk]), {"column": ["number", "name", "city"], **said})
            batch.refresh_from_db()
        return batch

    return send


@pytest.fixture
def run(client, ada):
    """Started with the button, done by the worker."""

    def start(batch: Batch, by: User = ada) -> Batch:
        client.post(reverse("exchange:run", args=[batch.pk]))
        run_later.call(batch.pk, by.pk)
        batch.refresh_from_db()
        return batch

    return start


@contextmanager
def broken_down_after(portions: int):
    """The process dies when so many portions are in."""
    ours, done = longrun._write_portion, []

    def write(*said):
        if len(done) == portions:
            raise MemoryError
        done.append(1)
        return ours(*said)

    with pytest.MonkeyPatch.context() as patched, pytest.raises(MemoryError):
        patched.setattr(longrun, "_write_portion", write)
        yield


def test_all_rows_of_a_long_file_come_in_with_their_facts(upload, run):
    batch = run(upload(lines()))
    assert (batch.state, batch.created_count, batch.done_rows) == ("done", ROWS, ROWS)
    assert Account.objects.filter(number__startswith="L-").count() == ROWS
    assert Event.objects.filter(name="record.created", subject_type="customers.Account").count() == ROWS
    assert not batch.file


def test_a_fault_in_the_last_row_keeps_out_the_first(upload, run):
    batch = run(upload(lines((26, "L-26,,Bonn"))))
    assert (batch.state, Account.objects.count()) == ("refused", 0)
    assert [fault["row"] for fault in batch.faults] == [26]


def mended_rows(client, batch: Batch) -> list[str]:
    """The first column of the file of rows to mend."""
    with closing(client.get(reverse("exchange:faults", args=[batch.pk]))) as sent:
        content = b"".join(sent.streaming_content).decode("utf-8-sig")
    return [row[0] for row in csv.reader(io.StringIO(content))]


def test_in_the_background_faults_are_told_in_the_language_of_whoever_imports(upload, run, ada):
    User.objects.filter(pk=ada.pk).update(language="zh-hans")
    batch = run(upload(lines((4, "L-4,,Bonn"))))
    assert batch.faults[0]["field"] == "名称"


def test_all_faulty_rows_come_as_a_file_to_mend(client, upload, run):
    batch = run(upload(lines((4, "L-4,,Bonn"), (22, "L-22,,Bonn"))))
    assert mended_rows(client, batch) == ["number", "L-4", "L-22"]


def test_faulty_rows_are_left_out_on_demand_and_kept_to_mend(client, upload, run):
    batch = run(upload(lines((22, "L-22,,Bonn")), leaves_out="yes"))
    assert (batch.state, batch.created_count, batch.left_out_count) == ("done", ROWS - 1, 1)
    assert mended_rows(client, batch) == ["number", "L-22"]


def test_the_file_to_mend_takes_the_place_of_the_one_before_and_goes_at_night(upload, run):
    batch = run(upload(lines((4, "L-4,,Bonn"))))
    first = Path(batch.errors.path)
    batch = run(batch)
    second = Path(batch.errors.path)
    assert (first.exists() and first != second, second.exists()) == (False, True)
    Batch.objects.update(created_at=timezone.now() - KEPT - timedelta(days=1))
    tidy_uploads.call()
    assert not second.exists()


def test_a_row_that_stood_in_an_earlier_portion_is_a_fault(upload, run):
    batch = run(upload(lines((24, "L-3,Firm 24,Bonn"))))
    assert batch.faults[0]["message"] == "Row 3 has the same key. Keep one of them."


def test_left_out_twins_do_not_change_the_row_that_came_in(upload, run):
    run(upload(lines((24, "L-3,Other,Bonn")), leaves_out="yes"))
    assert Account.objects.get(number="L-3").name == "Firm 3"


def test_rows_of_different_portions_that_are_alike_are_said(upload, run, ada):
    records.create(DuplicateRule(model="customers.Account", key="full_name", imports="block"), by=ada)
    batch = run(upload(lines((20, "L-20,Firm 3,Bonn"))))
    assert (batch.state, batch.faults[0]["row"], batch.faults[0]["message"]) == ("refused", 20, "Row 3 is like it: same name with place.")


def test_one_that_broke_down_goes_on_where_it_stood(upload, run):
    batch = upload(lines())
    with broken_down_after(2):
        run(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.done_rows, Account.objects.count()) == ("running", 10, 10)
    run_later.call(batch.pk, batch.created_by_id)
    batch.refresh_from_db()
    assert (batch.state, Account.objects.count(), BatchRow.objects.count()) == ("done", ROWS, ROWS)


def test_run_twice_at_once_nothing_comes_in_twice(upload, run):
    batch = run(upload(lines()))
    Batch.objects.filter(pk=batch.pk).update(state="running")
    other = Batch.objects.get(pk=batch.pk)
    Batch.objects.filter(pk=batch.pk).update(state="done")
    assert longrun._held(batch, "done").pk == other.pk
    with pytest.raises(longrun.TakenOver):
        longrun._held(other, "running")


def stopped_midway(upload, run) -> Batch:
    """With the button, when the first portion is in."""
    ours = longrun._write_portion

    def write(batch, *said):
        progress.stop(batch)
        return ours(batch, *said)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(longrun, "_write_portion", write)
        return run(upload(lines()))


def test_stopped_midway_it_says_how_far_it_is_and_goes_on(client, upload, run):
    batch = stopped_midway(upload, run)
    assert (batch.state, Account.objects.count()) == ("halted", 5)
    page = client.get(reverse("exchange-batch-page", args=[batch.pk])).content.decode()
    assert "after 5 of 25 rows" in page
    assert run(batch).state == "done"
    assert Account.objects.count() == ROWS


def undone(client, batch: Batch) -> Batch:
    client.post(reverse("exchange-batch-verb", args=[batch.pk, "take_back"]))
    take_back_later.call(batch.pk, batch.created_by_id)
    batch.refresh_from_db()
    return batch


def test_stopped_midway_it_can_be_undone(client, upload, run):
    batch = undone(client, stopped_midway(upload, run))
    assert (batch.state, Account.objects.count()) == ("undone", 0)


def test_a_whole_long_import_is_undone_a_portion_at_a_time(client, upload, run, ada):
    known = records.create(Account(number="L-9", name="Firm 9", city="Ulm", owner=ada), by=ada)
    batch = undone(client, run(upload(lines())))
    assert (batch.state, list(Account.objects.values_list("city", flat=True)), batch.rows.count()) == ("undone", ["Ulm"], 0)
    known.refresh_from_db()


def test_an_undo_stops_at_a_record_that_later_work_stands_on_and_goes_on_without_it(client, upload, run, ada):
    batch = run(upload(lines()))
    contact = records.create(Contact(name="Mia", account=Account.objects.get(number="L-10")), by=ada)
    batch = undone(client, batch)
    assert batch.state == "halted"
    assert "Mia" in batch.faults[0]["message"]
    assert Account.objects.filter(number="L-10").exists()
    contact.delete()
    assert undone(client, batch).state == "undone"


def test_what_was_begun_to_be_undone_is_not_gone_on_with(client, upload, run, ada):
    batch = stopped_midway(upload, run)
    records.create(Contact(name="Mia", account=Account.objects.get(number="L-2")), by=ada)
    batch = undone(client, batch)
    assert (batch.state, bool(batch.file), batch.is_open) == ("halted", False, False)
    assert client.post(reverse("exchange:run", args=[batch.pk])).status_code == 404


def test_what_changed_meanwhile_stops_it_at_the_row(upload, run, alice, ada):
    """Somebody takes a number of the third portion while the second is written."""
    ours = longrun._write_portion

    def write(batch, portion, *said):
        if portion.numbers[0] == 7:
            records.create(Account(number="L-13", name="Firm 13", owner=alice), by=ada)
        return ours(batch, portion, *said)

    batch = upload(lines(), mode="create")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(longrun, "_write_portion", write)
        run(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.done_rows, batch.faults[0]["row"]) == ("halted", 10, 13)
    assert Event.objects.filter(name="exchange.batch_halted").count() == 1


def test_the_page_checks_the_first_rows_and_says_so(client, upload):
    batch = upload(lines((3, "L-3,,Bonn")))
    page = client.get(reverse("exchange:check", args=[batch.pk])).content.decode()
    assert "the first 5 of 25 rows" in page


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_any_usual_encoding_of_a_long_file_is_read(upload, run, encoding):
    text = "number,name,city\n" + "".join(f"L-{number},光華機械第{number}有限公司,臺北\n" for number in range(ROWS))
    batch = run(upload(text.encode(encoding)))
    assert (batch.state, Account.objects.filter(city="臺北").count()) == ("done", ROWS)


def test_a_long_file_whose_first_part_is_plain_is_read_by_what_follows(upload, run, monkeypatch):
    monkeypatch.setattr("kaituo.office.exchange.encodings.CHUNK", 64)
    text = lines().decode() + "".join(f"G-{number},光华机械第{number}有限公司,北京\n" for number in range(20))
    batch = run(upload(text.encode("gb18030")))
    assert (batch.state, Account.objects.filter(city="北京").count()) == ("done", 20)


def test_long_json_lines_come_in(upload, run):
    text = "".join(f'{{"number": "J-{number}", "name": "Firm {number}"}}\n' for number in range(ROWS))
    batch = run(upload(text.encode(), name="accounts.jsonl"))
    assert (batch.state, Account.objects.count()) == ("done", ROWS)


def test_a_line_without_an_end_is_refused(client, ada, monkeypatch):
    monkeypatch.setattr(longtable, "LONGEST_LINE", 200)
    client.force_login(ada)
    sent = client.post(reverse("exchange:import", args=["accounts"]), {"file": SimpleUploadedFile("a.csv", b"number,name\n" + b"x" * 400)})
    assert sent.status_code == 422
    assert "does not end" in sent.content.decode()


def test_a_long_file_with_a_nul_is_no_text_table(client, ada):
    client.force_login(ada)
    sent = client.post(reverse("exchange:import", args=["accounts"]), {"file": SimpleUploadedFile("a.csv", lines() + b"L-99,a\0b,Bonn\n")})
    assert sent.status_code == 422


def test_a_record_may_stand_above_the_one_it_is_under_but_not_below(upload, run, client):
    batch = upload(b"number,name,city,parent\n" + b"".join(f"L-{n},Firm {n},Bonn,{'L-2' if n == 20 else ''}\n".encode() for n in range(2, 27)))
    client.post(reverse("exchange:check", args=[batch.pk]), {"column": ["number", "name", "city", "parent"]})
    assert run(batch).state == "done"
    assert Account.objects.get(number="L-20").parent.number == "L-2"


@pytest.fixture
def pool(ada):
    return records.create(Pool(name="Fairs"), by=ada)


def test_new_customers_go_straight_into_a_pool_and_no_rule_gives_them_out(upload, run, pool, ada, alice):
    records.create(Pool(name="First", priority=1), by=ada)
    records.create(DefaultAssignee(subject="account", person=alice), by=ada)
    rule = records.create(AssignmentRule(name="All", subject="account", is_on=True), by=ada)
    records.create(AssignmentSeat(rule=rule, person=alice), by=ada)
    batch = run(upload(lines(), pool=pool.pk))
    assert (batch.state, batch.pool) == ("done", pool)
    assert set(Ownership.objects.values_list("pool__name", "is_pooled")) == {("Fairs", True)}
    assert not Account.objects.exclude(owner=None).exists()


def test_a_rep_is_offered_no_pool_and_cannot_say_one(client, upload, pool, alice):
    batch = upload(lines(), by=alice, pool=pool.pk)
    assert batch.pool is None
    assert 'name="pool"' not in client.get(reverse("exchange:check", args=[batch.pk])).content.decode()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_bytes(lines())
    return path


def at_the_shell(file, **said) -> None:
    call_command("import_records", str(file), screen="accounts", user="", **said)


def test_at_the_shell_a_long_file_comes_in_and_is_undone(file):
    at_the_shell(file)
    batch = Batch.objects.get()
    assert (batch.state, batch.in_portions, Account.objects.count()) == ("done", True, ROWS)
    call_command("undo_import", batch.pk)
    assert Account.objects.count() == 0


def test_at_the_shell_a_dry_run_counts_and_writes_nothing(file, capsys):
    at_the_shell(file, dry_run=True)
    assert (Account.objects.count(), Batch.objects.count()) == (0, 0)
    assert "25" in capsys.readouterr().out


def test_at_the_shell_it_goes_on_with_the_same_file_only(file):
    with broken_down_after(1):
        at_the_shell(file)
    batch = Batch.objects.get()
    file.write_bytes(lines((3, "L-3,Other,Bonn")))
    with pytest.raises(CommandError, match="was not begun with this file"):
        at_the_shell(file, go_on=batch.pk)
    file.write_bytes(lines())
    at_the_shell(file, go_on=batch.pk)
    assert (Account.objects.count(), BatchRow.objects.count()) == (ROWS, ROWS)


def test_a_hopeless_fault_refuses_even_what_may_be_left_out(upload, run, client):
    batch = upload(lines(), leaves_out="yes")
    Batch.objects.filter(pk=batch.pk).update(mapping={"number": "number"})
    assert client.get(reverse("exchange:check", args=[batch.pk])).status_code == 200


def test_what_the_ledger_refuses_stops_it(upload, run, monkeypatch):
    def refuse(*_said):
        raise Refused("No rate.")

    monkeypatch.setattr(longrun, "_write_portion", refuse)
    batch = run(upload(lines()))
    assert (batch.state, batch.faults[0]["message"]) == ("refused", "No rate.")
