"""How long the processor worked for us, whatever else the machine did: this process, those it waited for, and the process of a PostgreSQL of this machine that
serves our connection."""

import os
from pathlib import Path

from django.db import connection


def worked() -> float:
    """Seconds since these processes began; only differences say anything."""
    return sum(os.times()[:4]) + (_served() if connection.vendor == "postgresql" else 0)


def _served() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        state = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="utf-8")
    user, system = state.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
