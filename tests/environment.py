"""Set before Django reads its settings, which is earlier than any conftest: pytest loads this file by `-p tests.environment`."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KAITUO_DEBUG", "true")
os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-tests-"))
if "PYTEST_XDIST_WORKER" in os.environ:  # whose databases count their rows alike, so that files named after a row would be shared
    os.environ["KAITUO_HOME"] = str(Path(os.environ["KAITUO_HOME"], os.environ["PYTEST_XDIST_WORKER"]))
Path(os.environ["KAITUO_HOME"], "static").mkdir(parents=True, exist_ok=True)
