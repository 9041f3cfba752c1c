"""Set before Django reads its settings, which is earlier than any conftest: pytest loads this file by `-p tests.environment`."""

import os
import tempfile

os.environ.setdefault("KAITUO_DEBUG", "true")
os.environ.setdefault("KAITUO_HOME", tempfile.mkdtemp(prefix="kaituo-tests-"))
