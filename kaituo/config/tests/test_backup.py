"""Saving and restoring a whole installation, and what a restore refuses."""

import io
import json
import sqlite3
import tarfile
from contextlib import closing

import pytest
from django.core.management.base import CommandError

from kaituo.config import backup


def packed(path, files, kind=tarfile.REGTYPE):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.size = kind, len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def test_what_was_saved_comes_back_and_what_was_there_is_kept(installation, tmp_path):
    archive = tmp_path / "saved.tar.gz"
    assert "admin" in installation.must("init")
    installation.file("合同.txt", "signed")
    installation.must("backup", archive)
    installation.file("合同.txt", "lost")
    installation.must("restore", archive)
    assert installation.file("合同.txt") == "signed"
    assert [file.read_text() for file in installation.home.glob("replaced-*/media/合同.txt")] == ["lost"]
    assert "admin" not in installation.must("init")


def test_a_backup_never_overwrites_another(installation, tmp_path):
    installation.must("init")
    (tmp_path / "saved.tar.gz").write_text("older")
    refused = installation.run("backup", tmp_path / "saved.tar.gz")
    assert refused.returncode == 1
    assert (tmp_path / "saved.tar.gz").read_text() == "older"


def test_a_copy_of_sqlite_holds_what_is_still_in_its_log(tmp_path):
    with closing(sqlite3.connect(tmp_path / "live")) as live:
        live.executescript("PRAGMA journal_mode=WAL; CREATE TABLE deal (name); INSERT INTO deal VALUES ('won')")
        backup.copy_sqlite(tmp_path / "live", tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        assert copy.execute("SELECT name FROM deal").fetchall() == [("won",)]


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "media/../../outside"])
def test_an_archive_cannot_write_outside_its_folder(tmp_path, name):
    with pytest.raises(CommandError):
        backup.unpack(packed(tmp_path / "evil.tar.gz", {name: b"x"}), tmp_path / "in")
    assert not (tmp_path / "outside").exists()


def test_an_archive_with_a_link_is_refused(tmp_path):
    with pytest.raises(CommandError):
        backup.unpack(packed(tmp_path / "evil.tar.gz", {"media/link": b""}, kind=tarfile.SYMTYPE), tmp_path / "in")


def test_a_cut_archive_is_refused(tmp_path):
    whole = packed(tmp_path / "whole.tar.gz", {"media/a": bytes(range(256)) * 400}).read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError):
        backup.unpack(tmp_path / "cut.tar.gz", tmp_path / "in")


@pytest.mark.parametrize("change", [{"a": "changed"}, {"b": "added"}])
def test_a_file_that_differs_from_the_manifest_is_refused(tmp_path, change):
    (tmp_path / "a").write_text("first")
    manifest = {"format": 1, "migrations": [], "files": {"a": backup.sum_of(tmp_path / "a")}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    for name, text in change.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(CommandError, match=next(iter(change))):
        backup.verified(tmp_path)


@pytest.mark.django_db
def test_an_archive_of_a_newer_program_is_refused():
    manifest = {"format": 1, "engine": backup.connection.vendor, "program": "99.0"}
    with pytest.raises(CommandError, match=r"99\.0"):
        backup.refuse_foreign(manifest, ["identity.0999_from_the_future"])
