"""`kaituo import` says and does what the page does."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kaituo.office.exchange.models import Batch
from kaituo.sales.customers.models import Account, Contact


@pytest.fixture
def shell(tmp_path, cast):
    def shell(content, *words, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        call_command("import_records", str(path), *words, "--json", stdout=out)
        return json.loads(out.getvalue())

    return shell


def test_new_and_changed_rows_are_counted(shell):
    assert shell("number,name\nA-1,Acme\n", "--as", "accounts")["created"] == 1
    assert shell("number,name\nA-1,Acme Ltd\n", "--as", "accounts")["changed"] == 1


def test_what_is_done_and_by_what_is_found_again_is_said(shell):
    shell("name,city\nAcme,Bonn\n", "--as", "accounts")
    answer = shell("name,city\nAcme,Berlin\nOther,Berlin\n", "--as", "accounts", "--key", "name", "--mode", "skip")
    assert (answer["created"], answer["unchanged"]) == (1, 1)


def test_rows_with_errors_are_left_out_when_one_says_so(shell):
    answer = shell("number,name,credit_limit\nA-1,Acme,many\nA-2,Other,5\n", "--as", "accounts", "--leave-out")
    assert (answer["created"], answer["left_out"]) == (1, 1)
    with pytest.raises(CommandError):
        shell("number,name,credit_limit\nA-3,Acme,many\n", "--as", "accounts")


def test_cards_bring_their_companies(shell):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:王芳\nORG:华拓\nTEL;TYPE=CELL:13800138000\nEND:VCARD\n"
    answer = shell(card, "--as", "contacts", "--create-missing", name="a.vcf")
    assert answer["created"] == 2
    assert Contact.objects.get().account == Account.objects.get(name="华拓")


def test_an_encoding_that_is_said_is_used(shell):
    shell("number,name\nA-1,華拓\n".encode("big5"), "--as", "accounts", "--encoding", "big5")
    assert Account.objects.get().name == "華拓"


def test_a_dry_run_writes_nothing(shell):
    assert shell("number,name\nA-1,Acme\n", "--as", "accounts", "--dry-run")["batch"] is None
    assert not Batch.objects.exists()
