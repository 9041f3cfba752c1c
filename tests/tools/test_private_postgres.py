"""The private PostgreSQL answers while its command runs and is gone afterwards."""

import subprocess
import sys

import psycopg
import pytest

from tests.architecture.sources import ROOT

SCRIPT = [sys.executable, str(ROOT / "tools" / "private_postgres.py")]
SHOW = "import os, psycopg; address = os.environ['KAITUO_DATABASE']; psycopg.connect(address).close(); print(address)"


def test_the_server_lives_as_long_as_its_command():
    done = subprocess.run([*SCRIPT, sys.executable, "-c", SHOW], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(done.stdout.strip(), connect_timeout=5)


def test_the_exit_code_is_that_of_the_command():
    assert subprocess.run([*SCRIPT, "false"], capture_output=True, check=False).returncode == 1
