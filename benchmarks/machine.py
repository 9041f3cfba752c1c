"""On what it was measured: named beside every figure, because absolute times mean nothing without it."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection

KB_IN_GB = 1024 * 1024


def described() -> dict[str, str]:
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "cores": str(os.cpu_count()),
        "processor": _first("/proc/cpuinfo", "model name"),
        "memory": f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / KB_IN_GB:.0f} GB",
        "load at the start": " ".join(f"{each:.1f}" for each in os.getloadavg()),
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "database": f"{connection.vendor} {_database_version()}",
    }


def _first(path: str, name: str) -> str:
    lines = (line.partition(":") for line in Path(path).read_text().splitlines())
    return next((value.strip() for key, _colon, value in lines if key.strip() == name), "unknown")


def _database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        return str(cursor.fetchone()[0]).split(" on ")[0]
