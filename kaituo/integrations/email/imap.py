"""Speaks IMAP (RFC 3501) through the guarded way out: the name is resolved once and connected to that very address; answers are bounded in size and time.

Letters are only read (`EXAMINE`, `BODY.PEEK`): one stays as unread as it was. What is written are copies of what was sent from here (`APPEND`).
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from time import monotonic, time

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext_noop as _

from kaituo.integrations import egress

from .choices import PORTS, Security
from .models import Mailbox

TIMEOUT = 20
MOST_SECONDS = 120
LARGEST = 25 * 1024 * 1024
"""Bytes of one answer, so of one letter as well."""
CHUNK = 64 * 1024
SENT_NAMES = ("Sent", "Sent Messages", "Sent Items", "Sent Mail", "INBOX.Sent", "&XfJT0ZAB-", "&XfJT0ZCuTvY-", "&XfJT0ZABkK5O9g-")
"""Where a server marks no folder as that of sent letters; the last three are 已发送, 已发邮件 and 已发送邮件 as IMAP writes them."""
LISTED = re.compile(rb'^\((?P<flags>[^)]*)\) (?:"(?:\\.|[^"])*"|NIL) (?P<name>.+)$')
SIZE, UID = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"\bUID (\d+)")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Failed(Exception):
    """The box cannot be read; the text says why, in plain words."""


@dataclass(frozen=True)
class Announced:
    """A letter before it is read: its number, its size in bytes, its head as it came."""

    uid: int
    size: int
    head: bytes


class Connection(imaplib.IMAP4):
    def __init__(self, host: str, port: int, address: str, *, is_secure: bool) -> None:
        self.address, self.is_secure, self.end = address, is_secure, monotonic() + MOST_SECONDS
        super().__init__(host, port, TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self.address, self.port), timeout)
        if not self.is_secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except (OSError, ValueError):
            plain.close()
            raise

    def read(self, size: int) -> bytes:
        """In pieces, so that neither a huge answer nor a dripping one holds us."""
        if size > LARGEST:
            raise self.abort("the answer is too large")
        data = bytearray()
        while len(data) < size:
            if monotonic() > self.end:
                raise self.abort("the answer takes too long")
            piece = super().read(min(CHUNK, size - len(data)))
            if not piece:
                break
            data += piece
        return bytes(data)


@contextmanager
def signed_in(box: Mailbox) -> Iterator[Connection]:
    """Raises Failed."""
    try:
        connection = _connect(box)
    except egress.Blocked as error:
        raise Failed(_("This server lies in a private network, which this installation does not allow.")) from error
    except egress.Unreachable as error:
        raise Failed(_("There is no server of this name.")) from error
    except ssl.SSLCertVerificationError as error:
        raise Failed(_("The server's certificate is not valid for this name.")) from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise Failed(_("The server does not answer, or not as an IMAP server with this security and port.")) from error
    try:
        _sign_in(connection, box)
        yield connection
    except imaplib.IMAP4.abort as error:
        raise Failed(_("The server broke off.")) from error
    except imaplib.IMAP4.error as error:
        raise Failed(_said(error)) from error
    except OSError as error:
        raise Failed(_("The server stopped answering.")) from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()


def _connect(box: Mailbox) -> Connection:
    port = box.port or PORTS[Security(box.security)]
    connection = Connection(box.host, port, egress.resolve(box.host, port), is_secure=box.security == Security.TLS)
    if box.security == Security.STARTTLS:
        try:
            connection.starttls(ssl.create_default_context())
        except (OSError, imaplib.IMAP4.error):
            connection.shutdown()
            raise
    return connection


def _sign_in(connection: Connection, box: Mailbox) -> None:
    """Some providers (163.com) want to be told which program reads before they open a folder."""
    password = _password(box)
    try:
        if "AUTH=PLAIN" in connection.capabilities:
            connection.authenticate("PLAIN", lambda _challenge: f"\0{box.user}\0{password}".encode())
        else:
            connection.login(_quoted(box.user), password)
    except UnicodeError as error:
        raise Failed(_("This server takes no such characters in a name or password.")) from error
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise Failed(_("The server refuses the sign-in name or password.") + f"\n{_said(error)}") from error
    if "ID" in connection.capabilities:
        connection.xatom("ID", '("name" "Kaituo" "version" "1")')


def _password(box: Mailbox) -> str:
    try:
        return box.password
    except InvalidToken as error:
        raise Failed(_("The kept password fits neither this server nor this installation any more: enter it again.")) from error


def folders(connection: Connection, sent: str) -> list[tuple[str, bool]]:
    """(name as IMAP writes it, whether sent letters lie there): the inbox, and the folder of sent letters if there is one."""
    _kind, lines = connection.list()
    found = [match for line in lines if isinstance(line, bytes) and (match := LISTED.match(line))]
    names = {_unquoted(match["name"]): match["flags"].lower() for match in found}
    if sent:
        return [("INBOX", False), (encoded(sent), True)]
    marked = [name for name, flags in names.items() if rb"\sent" in flags.split()]
    usual = [name for name in SENT_NAMES if name in names]
    return [("INBOX", False), *((name, True) for name in (marked or usual)[:1])]


def open_folder(connection: Connection, name: str) -> int:
    """Its UIDVALIDITY. Raises Failed when there is no such folder."""
    kind, _data = connection.select(_quoted(name), readonly=True)
    if kind != "OK":
        raise Failed(_("The mailbox has no such folder."))
    _kind, said = connection.response("UIDVALIDITY")
    return int(said[0]) if said and said[0] else 0


def numbers_after(connection: Connection, last_uid: int, since: date) -> list[int]:
    """Ascending. A server answers `n:*` with the last letter even when its number is smaller."""
    day = f"{since.day:02d}-{MONTHS[since.month - 1]}-{since.year}"
    kind, said = connection.uid("SEARCH", f"UID {last_uid + 1}:*", "SINCE", day)
    if kind != "OK":
        raise Failed(_("The server could not search the folder."))
    return sorted(number for number in map(int, b" ".join(part for part in said if part).split()) if number > last_uid)


def announced(connection: Connection, uids: list[int]) -> list[Announced]:
    _kind, said = connection.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE BODY.PEEK[HEADER])")
    found = [part for part in said if isinstance(part, tuple)]
    told = [(UID.search(part[0]), SIZE.search(part[0]), part[1]) for part in found]
    return sorted((Announced(int(uid[1]), int(size[1]), head) for uid, size, head in told if uid and size), key=lambda each: each.uid)


def whole(connection: Connection, uid: int) -> bytes:
    _kind, said = connection.uid("FETCH", str(uid), "(UID BODY.PEEK[])")
    return next((part[1] for part in said if isinstance(part, tuple)), b"")


def lay(connection: Connection, name: str, message_id: str, letter: bytes) -> bool:
    """Put a letter into a folder as read, unless one of this Message-ID lies there. Raises Failed."""
    open_folder(connection, name)
    _kind, said = connection.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id))
    if any(said):
        return False
    kind, _data = connection.append(_quoted(name), r"(\Seen)", imaplib.Time2Internaldate(time()), letter)
    if kind != "OK":
        raise Failed(_("The server did not take the copy."))
    return True


def encoded(name: str) -> str:
    """As IMAP writes names that are not ASCII (RFC 3501, 5.1.3)."""
    return re.sub(r"[^\x20-\x7e]+", lambda run: run[0].encode("utf-7").decode().replace("+", "&").replace("/", ","), name.replace("&", "&-"))


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(name: bytes) -> str:
    text = name.decode("ascii", "replace").strip()
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _said(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return (text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text))[:200]
