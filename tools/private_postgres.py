"""Runs a command with a PostgreSQL of its own: `private_postgres.py pytest …` sees its address in `KAITUO_DATABASE`.

The server lives in a temporary folder on a spare loopback port, belongs to an unprivileged user even when we are root (PostgreSQL
refuses root), and ends with us: normally, on a signal, and, through the parent-death signal, even when we are killed. It trades safety
for speed and must never hold real data.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")
START_SECONDS = 60
FAST_NOT_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120", "max_wal_size=2GB")


def newest_binaries() -> Path:
    """The folder of the newest installed server; Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    initdb = found[-1] if found else Path(shutil.which("initdb") or sys.exit("PostgreSQL is not installed."))
    return initdb.parent


def owner() -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    sys.exit("No unprivileged user to run PostgreSQL as.")


def as_owner(user: pwd.struct_passwd, *, dies_with_us: bool = False) -> list[str]:
    """The prefix that runs a program as that user."""
    drop = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if os.geteuid() == 0 else []
    death = ["--pdeathsig=INT"] if dies_with_us else []
    return ["setpriv", *drop, *death] if drop or death else []


@contextlib.contextmanager
def reachable_folder(user: pwd.struct_passwd) -> Iterator[Path]:
    """A temporary folder owned by the user; root's own TMPDIR may be closed to others, so the public ones are tried as well."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="kaituo-postgres-", dir=parent))
        os.chown(folder, user.pw_uid, user.pw_gid)
        try:
            if subprocess.run([*as_owner(user), "test", "-w", folder], check=False).returncode == 0:
                yield folder
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(f"No temporary folder that {user.pw_name} can write to.")


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def initialise(binaries: Path, user: pwd.struct_passwd, folder: Path, password: str) -> Path:
    secret = folder / "password"
    secret.write_text(password)
    os.chown(secret, user.pw_uid, user.pw_gid)
    data = folder / "data"
    options = ["--username=kaituo", "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [*as_owner(user), str(binaries / "initdb"), "-D", str(data), *options]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
    return data


def wait_until_ready(server: "subprocess.Popen[bytes]", ask: list[str], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if subprocess.run(ask, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextlib.contextmanager
def running(binaries: Path, user: pwd.struct_passwd, folder: Path, data: Path, port: int = 0) -> Iterator[int]:
    port, log = port or spare_port(), folder / "log"
    options = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", *FAST_NOT_SAFE]
    settings = [part for option in options for part in ("-c", option)]
    command = [*as_owner(user, dies_with_us=True), str(binaries / "postgres"), "-D", str(data), *settings]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        try:
            wait_until_ready(server, [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)], log)
            yield port
        finally:
            # "Immediate" shutdown: nothing in it is worth a checkpoint.
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)


def end_on_signal(number: int, frame: object) -> None:
    """Turn a polite kill into an ordinary exit, so that the server is stopped on the way out."""
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    if not command:
        sys.exit("usage: private_postgres.py command …")
    signal.signal(signal.SIGTERM, end_on_signal)
    signal.signal(signal.SIGHUP, end_on_signal)
    binaries, user, password = newest_binaries(), owner(), secrets.token_urlsafe(16)
    with reachable_folder(user) as folder:
        data = initialise(binaries, user, folder, password)
        with running(binaries, user, folder, data) as port:
            address = f"postgresql://kaituo:{password}@127.0.0.1:{port}/postgres"
            path = os.pathsep.join([str(binaries), os.environ.get("PATH", "")])
            return subprocess.run(command, env={**os.environ, "KAITUO_DATABASE": address, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
