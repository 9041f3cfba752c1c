"""The words of the `kaituo` command and their exit codes."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from django.conf import settings

from kaituo.config.shell import PASSED_ON, parser


def spare_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_help_names_every_word():
    told = parser().format_help()
    assert [word for word in ("init", "serve", "backup", "restore", *PASSED_ON) if word not in told] == []


@pytest.mark.parametrize("words", [[], ["conquer"], ["serve", "--port", "many"], ["backup"]])
def test_wrong_use_exits_with_two(words):
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args(words)
    assert stopped.value.code == 2


def test_an_administrator_is_made_once(installation):
    first, second = installation.must("init"), installation.must("init")
    assert "admin" in first
    assert "admin" not in second


def test_a_missing_archive_is_refused_with_its_name(installation, tmp_path):
    refused = installation.run("restore", tmp_path / "nowhere.tar.gz")
    assert refused.returncode == 1
    assert "nowhere.tar.gz" in refused.stderr


def test_serve_makes_a_missing_database_and_answers(installation):
    port = spare_port()
    names = {"KAITUO_HOME": str(installation.home), "KAITUO_DATABASE": installation.database}
    command = [sys.executable, "-m", "kaituo.config.shell", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=settings.CHECKOUT, env={**os.environ, **names}, stdout=subprocess.PIPE, text=True) as server:
        try:
            printed = iter(server.stdout.readline, "")
            address = next(line[line.index("http://") :].split()[0] for line in printed if "http://" in line)
            assert answered(server, address.rstrip("。.")) in (200, 401, 404)
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=30) in (0, -signal.SIGTERM)


def answered(server, address):
    """The status of the first answer; the connection is refused until the worker listens."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            continue
    return None
