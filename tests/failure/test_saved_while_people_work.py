"""A backup made while a process sells without a pause is whole when it is put back: every sale with its facts, its ledger and its file, or not at all."""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from kaituo.config.tests.conftest import installation
from kaituo.sales.customers.models import Account

from .processes import kaituo, surroundings

__all__ = ["installation"]

SALES = 3
"""Waited for before the backup begins."""
LEDGER = "SELECT COUNT(*), SUM(amount) FROM metrics_entry WHERE measure = 'orders.booked_revenue'"
SOLD = "SELECT COUNT(*), SUM(net_amount) FROM orders_orderline JOIN orders_order o ON o.id = order_id WHERE o.status = 'confirmed'"
CREATED = "SELECT COUNT(*) FROM records_event WHERE name = 'record.created' AND subject_type = 'customers.Account'"
TABLES = {
    "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'webhooks_%' AND type = 'table'",
    "postgres": "SELECT COUNT(*) FROM pg_tables WHERE tablename LIKE 'webhooks_%'",
}


@contextmanager
def selling(home: Path):
    """The writer at work; call what it gives to wait for some more sales."""
    command = [sys.executable, "-c", "import django; django.setup(); from tests.failure.sales import sell; sell()"]
    with subprocess.Popen(command, cwd=settings.CHECKOUT, env=surroundings(home), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield lambda: [process.stdout.readline() for _sale in range(SALES)]
        finally:
            process.kill()


def asked(installation, question: str) -> list[tuple]:
    if installation.database:
        with psycopg.connect(installation.database) as connection:
            return connection.execute(question).fetchall()
    with closing(sqlite3.connect(installation.home / "kaituo.sqlite3")) as connection:
        return connection.execute(question).fetchall()


def sums_of(installation) -> list[tuple[str, str]]:
    """(as the record says, as the file is) of every file that a record names."""
    named = asked(installation, "SELECT file, sha256 FROM records_attachment")
    return [(said, hashlib.sha256((installation.home / "media" / name).read_bytes()).hexdigest()) for name, said in named]


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_process_sells_comes_back_whole(installation, tmp_path):
    home, archive = tmp_path / "busy", tmp_path / "saved.tar.gz"
    with selling(home) as some_more:
        some_more()
        saved = kaituo(home, "backup", archive)
        assert all(some_more())
    assert saved.returncode == 0, saved.stderr
    installation.must("restore", archive)
    [(accounts,)] = asked(installation, "SELECT COUNT(*) FROM customers_account")
    [(entries, booked)], [(lines, sold)] = asked(installation, LEDGER), asked(installation, SOLD)
    assert SALES <= accounts <= Account.objects.count()
    assert asked(installation, CREATED) == [(accounts,)]
    assert (entries, int(booked)) == (lines, int(sold * 10_000))
    assert [pair for pair in sums_of(installation) if pair[0] != pair[1]] == []
    assert len(sums_of(installation)) >= SALES


def test_an_older_database_is_kept_aside_and_then_brought_forward(installation):
    """Older by one context: its tables were not there yet."""
    kind = "postgres" if installation.database else "sqlite"
    installation.must("init")
    older = subprocess.run(
        [sys.executable, "manage.py", "migrate", "webhooks", "zero"],
        cwd=settings.CHECKOUT,
        env=surroundings(installation.home) | {"KAITUO_DATABASE": installation.database},
        capture_output=True,
        check=False,
    )
    assert (older.returncode, asked(installation, TABLES[kind])) == (0, [(0,)])
    refused = installation.run("serve")
    assert (refused.returncode, "kaituo init" in refused.stderr) == (1, True)
    assert "before-migration" in installation.must("init")
    assert asked(installation, TABLES[kind]) == [(2,)]
    assert asked(installation, "SELECT username FROM identity_user WHERE username = 'admin'") == [("admin",)]
    [copy] = (installation.home / "backups").iterdir()
    assert b"admin" in copy.read_bytes() or copy.suffix == ".dump"
    assert len(list((installation.home / "backups").iterdir())) == 1
