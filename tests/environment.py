"""Set before Django reads its settings, which is earlier than any conftest: pytest loads this file by `-p tests.environment`."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("KAITUO_DEBUG", "true")
os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-tests-"))
Path(os.environ["KAITUO_HOME"], "static").mkdir(parents=True, exist_ok=True)
