"""What lies in `deploy` fits the program: the commands of the services, and the proxies, as far as this machine can check them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from kaituo.config import shell

DEPLOY = Path(settings.CHECKOUT) / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMMAND = re.compile(r"^ExecStart(?:Pre)?=/opt/kaituo/\.venv/bin/kaituo (.*)$", re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_the_program_knows_the_commands_of_a_service(unit):
    commands = COMMAND.findall(unit.read_text())
    assert commands
    for command in commands:
        word, *options = command.split()
        assert word in shell.PASSED_ON or shell.parser().parse_args([word, *options])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_a_service_without_a_complaint(unit, tmp_path):
    """Verified with a program that is there, for systemd looks whether it is."""
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/kaituo/.venv/bin/kaituo", "/bin/true"))
    said = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert [line for line in said.stderr.splitlines() if unit.name in line] == []


def test_the_proxies_say_whom_they_heard_from():
    """Caddy does so by itself; nginx must add it behind whatever the visitor claims."""
    assert "X-Forwarded-For $proxy_add_x_forwarded_for" in (DEPLOY / "nginx.conf").read_text()
    assert "header_up X-Forwarded-For" not in (DEPLOY / "Caddyfile").read_text()


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")
def test_caddy_reads_its_file():
    subprocess.run(["caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"], check=True, capture_output=True)
