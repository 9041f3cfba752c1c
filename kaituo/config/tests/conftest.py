"""A whole installation in a folder of its own, driven by the `kaituo` command as an administrator would, on the engine under test."""

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql


@dataclass(frozen=True)
class Installation:
    home: Path
    database: str

    def run(self, *words):
        names = {"KAITUO_HOME": str(self.home), "KAITUO_DATABASE": self.database}
        command = [sys.executable, "-m", "kaituo.config.shell", *map(str, words)]
        return subprocess.run(command, cwd=settings.CHECKOUT, env={**os.environ, **names}, capture_output=True, text=True, check=False)

    def must(self, *words):
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def file(self, name, text=None):
        path = self.home / "media" / name
        if text is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return path.read_text(encoding="utf-8")


@pytest.fixture
def installation(tmp_path):
    given = settings.DATABASES["default"]
    if given["ENGINE"] != "django.db.backends.postgresql":
        yield Installation(tmp_path / "home", "")
        return
    name = f"kaituo_{secrets.token_hex(6)}"
    server = f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield Installation(tmp_path / "home", f"{server}/{name}")
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
