"""Speaks SMTP (RFC 5321, RFC 6409) through the guarded way out, and tells what certainly was not sent from what nobody can know.

Raises Later where another try may help, Lost where none will, and Unsure where the whole letter was handed over and no answer came.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from django.utils.translation import gettext_noop as _

from kaituo.foundation.notices.channels import Later, Lost
from kaituo.integrations import egress

from .choices import Security
from .ways import Way

TIMEOUT = 30
SYNTAX, TEMPORARY, PERMANENT = 354, 400, 500


class Unsure(Exception):
    """It may have been sent, or not."""


class Connection(smtplib.SMTP):
    """`was_handed_over`: the other side has the whole letter, and its answer is all that is missing."""

    def __init__(self, way: Way, address: str) -> None:
        self.address, self.is_secure, self.was_handed_over = address, way.security == Security.TLS, False
        super().__init__(way.host, way.port, way.domain, TIMEOUT)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((self.address, port), timeout)
        if not self.is_secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except (OSError, ValueError):
            plain.close()
            raise

    def data(self, msg: bytes | str) -> tuple[int, bytes]:
        self.putcmd("data")
        code, said = self.getreply()
        if code != SYNTAX:
            raise smtplib.SMTPDataError(code, said)
        self.send(_dotted(msg))
        self.was_handed_over = True
        answer = self.getreply()
        self.was_handed_over = False
        return answer


def transmit(way: Way, sender: str, receivers: Sequence[str], letter: bytes) -> str:
    """Empty when everybody got it; else who did not, as the server said it, although the others did."""
    with _signed_in(way) as connection:
        try:
            refused = connection.sendmail(sender, receivers, letter)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _judged(_worst(refusal.recipients), _("The server takes none of these receivers.")) from refusal
        except smtplib.SMTPSenderRefused as refusal:
            raise _judged((refusal.smtp_code, refusal.smtp_error), _("The server lets nothing be sent from this address.")) from refusal
        except smtplib.SMTPDataError as refusal:
            raise _judged((refusal.smtp_code, refusal.smtp_error), _("The server refuses the letter.")) from refusal
        except (OSError, smtplib.SMTPException) as error:
            if connection.was_handed_over:
                raise Unsure(_("The connection ended before the server said whether it took the letter.")) from error
            raise Later(_("The server broke off.") + f"\n{type(error).__name__}") from error
    return "、".join(f"{address}: {_said(reply)}" for address, reply in refused.items())


@contextmanager
def _signed_in(way: Way) -> Iterator[Connection]:
    connection = _connected(way)
    try:
        _sign_in(connection, way)
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def try_out(way: Way) -> None:
    """Sign in and go again."""
    with _signed_in(way):
        pass


def _connected(way: Way) -> Connection:
    try:
        address = egress.resolve(way.host, way.port) if way.is_guarded else way.host
        return Connection(way, address)
    except egress.Blocked as error:
        raise Lost(_("This server lies in a private network, which this installation does not allow.")) from error
    except egress.Unreachable as error:
        raise Later(_("There is no server of this name.")) from error
    except ssl.SSLCertVerificationError as error:
        raise Lost(_("The server's certificate is not valid for this name.")) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Later(_("The server does not answer, or not as an SMTP server with this security and port.")) from error


def _sign_in(connection: Connection, way: Way) -> None:
    try:
        if way.security == Security.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if way.user:
            connection.login(way.user, way.password)
    except smtplib.SMTPAuthenticationError as error:
        raise _judged((error.smtp_code, error.smtp_error), _("The server refuses the sign-in name or password.")) from error
    except UnicodeError as error:
        raise Lost(_("This server takes no such characters in a name or password.")) from error
    except ssl.SSLCertVerificationError as error:
        raise Lost(_("The server's certificate is not valid for this name.")) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Lost(_("The server offers no such security or sign-in.")) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Later(_("The server broke off.") + f"\n{type(error).__name__}") from error


def _worst(replies: dict[str, tuple[int, bytes]]) -> tuple[int, bytes]:
    """If any of them may come round, another try is worth it."""
    return min(replies.values())


def _judged(reply: tuple[int, bytes], words: str) -> Later | Lost:
    """4xx means: not now; 5xx: never."""
    kind = Later if TEMPORARY <= reply[0] < PERMANENT else Lost
    return kind(f"{words}\n{_said(reply)}")


def _said(reply: tuple[int, bytes]) -> str:
    return f"{reply[0]} {' '.join(reply[1].decode('utf-8', 'replace').split())}"[:200]


def _dotted(letter: bytes | str) -> bytes:
    """As RFC 5321, 4.5.2 wants it: no line is taken for the end, and the end is a line with a dot."""
    lines = (letter.encode("ascii") if isinstance(letter, str) else letter).splitlines()
    return b"".join(b"." + line + b"\r\n" if line.startswith(b".") else line + b"\r\n" for line in lines) + b".\r\n"
