"""PostgreSQL stops under a running web server: people and programs are told so, and once it is back the same process goes on.

The server that is stopped is one of the test's own, filled with the tables of the database under test.
"""

import json
import secrets
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection  # noqa: F401 - asked by the skip below

from kaituo.config.dumps import dump
from kaituo.config.tests.test_shell import answered, spare_port
from tools import private_postgres as postgres

from .processes import surroundings

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server that could be lost"),
]


@dataclass
class Server:
    """A database server that can be stopped and started again at the same place."""

    binaries: Path
    user: object
    folder: Path
    data: Path
    port: int
    password: str

    @property
    def address(self) -> str:
        return f"postgresql://kaituo:{self.password}@127.0.0.1:{self.port}/postgres"

    def running(self):
        return postgres.running(self.binaries, self.user, self.folder, self.data, self.port)

    def fill(self, path: Path) -> None:
        restore = [str(self.binaries / "pg_restore"), "--no-owner", "--no-privileges", f"--dbname={self.address}", str(path)]
        subprocess.run(restore, check=True, capture_output=True)

    def make_ready(self, home: Path) -> None:
        """Static files and whatever else an installation has before it serves."""
        names = surroundings(home) | {"KAITUO_DATABASE": self.address, "KAITUO_DEBUG": "false"}
        subprocess.run([sys.executable, "-m", "kaituo.config.shell", "init"], cwd=settings.CHECKOUT, env=names, check=True, capture_output=True)


PATIENCE = 12
"""How often one asks after the server is back: each time the pool looks for it for up to five seconds."""


@pytest.fixture
def server():
    binaries, user, password = postgres.newest_binaries(), postgres.owner(), secrets.token_urlsafe(12)
    with postgres.reachable_folder(user) as folder:
        data = postgres.initialise(binaries, user, folder, password)
        yield Server(binaries, user, folder, data, spare_port(), password)


@contextmanager
def web(home: Path, database: str):
    """`kaituo serve` as it runs for people; gives its address."""
    port = spare_port()
    command = [sys.executable, "-m", "kaituo.config.shell", "serve", "--no-jobs", "--port", str(port)]
    names = surroundings(home) | {"KAITUO_DATABASE": database, "KAITUO_DEBUG": "false"}
    with subprocess.Popen(command, cwd=settings.CHECKOUT, env=names, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            assert answered(process, f"{address}/account/login/") == 200
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


class Staying(urllib.request.HTTPRedirectHandler):
    """Shows where one is sent instead of going there."""

    def redirect_request(self, *_said):
        return None


def asked(address: str, **headers: str) -> tuple[int, str, str]:
    """(status, kind of content, content)"""
    try:
        with urllib.request.build_opener(Staying).open(urllib.request.Request(address, headers=headers), timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_a_lost_database_is_said_and_the_process_goes_on_when_it_is_back(server, tmp_path):
    dump(tmp_path / "tables.dump")
    with ExitStack() as whole:
        with server.running():
            server.fill(tmp_path / "tables.dump")
            server.make_ready(tmp_path / "home")
            address = whole.enter_context(web(tmp_path / "home", server.address))
            assert known(address) == (302, 401)
        page = asked(f"{address}/accounts/", Cookie="sessionid=somebody")
        assert (page[0], "暂时无法连接数据库" in page[2], "Traceback" in page[2]) == (503, True, False)
        problem = asked(f"{address}/api/v1/me", Authorization="Bearer kt_somebody")
        assert (problem[0], problem[1], json.loads(problem[2])["status"]) == (503, "application/problem+json", 503)
        with server.running():
            assert any(known(address) == (302, 401) for _patience in range(PATIENCE))


def known(address: str) -> tuple[int, int]:
    """Nobody by that session: to the door; nobody by that token. Both can only be known from the database."""
    return asked(f"{address}/accounts/", Cookie="sessionid=somebody")[0], asked(f"{address}/api/v1/me", Authorization="Bearer kt_somebody")[0]
