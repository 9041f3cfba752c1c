"""Dovecot on this machine, as whoever runs the tests, or as nobody where that is root: an IMAP server as companies run it, not one of our own making."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PASSWORD = "right-密码"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
disable_plaintext_auth = no
auth_failure_delay = 0
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 100
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox 已发送 {{
    special_use = \\Sent
    auto = create
  }}
}}
"""


@dataclass(frozen=True)
class Server:
    port: int
    secure_port: int
    certificate: Path

    def open(self, user: str) -> imaplib.IMAP4:
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            connection.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{PASSWORD}".encode())
        except imaplib.IMAP4.error:
            connection.shutdown()
            raise
        return connection

    def put(self, user: str, *letters: bytes, folder: str = "INBOX") -> None:
        connection = self.open(user)
        for letter in letters:
            kind, said = connection.append(folder, None, None, letter)
            assert kind == "OK", said
        connection.logout()

    def renumber(self, user: str, folder: str) -> None:
        """The folder made anew: the server gives its letters other numbers, and another UIDVALIDITY."""
        connection = self.open(user)
        connection.delete(folder)
        time.sleep(1.1)  # UIDVALIDITY is the second in which a folder was made
        connection.create(folder)
        connection.logout()


@contextmanager
def dovecot() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="imap"))
    account = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    port, secure_port = free_ports(2)
    group = subprocess.run(["id", "-gn", account.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    server = Server(port, secure_port, certificate(home))
    fields = {"home": home, "user": account.pw_name, "group": group, "port": port, "secure_port": secure_port, "password": PASSWORD}
    (home / "dovecot.conf").write_text(CONFIG.format(**fields))
    (home / "mail").mkdir()
    for path in (home, *home.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    as_whom = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    program = shutil.which("dovecot") or "/usr/sbin/dovecot"
    process = subprocess.Popen([program, "-F", "-c", str(home / "dovecot.conf")], stdin=subprocess.DEVNULL, **as_whom)
    try:
        wait_for(port, process, home / "log")
        yield server
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _number in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    found = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return found


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _attempt in range(200):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "dovecot does not start")


def certificate(home: Path) -> Path:
    """One that names localhost, signed by itself."""
    key, name, now = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]),
        datetime.now(UTC),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    (home / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    (home / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return home / "cert.pem"
