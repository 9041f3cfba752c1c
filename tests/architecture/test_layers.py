"""The direction of imports and the completeness of the Chinese texts, judged by the same tools as `make check`."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT


def outcome(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_point_down_only():
    linted = outcome(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_every_text_has_its_chinese():
    checked = outcome(sys.executable, "tools/messages.py", "--check")
    assert checked.returncode == 0, checked.stdout
