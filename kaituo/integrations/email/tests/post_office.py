"""A mail server on this machine that takes letters from whoever signs in, and can be told to refuse, to put off, to fall silent after it took one."""

import email
import socket
import ssl
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

PASSWORD = "sending"


class PostOffice:
    """`letters` are the envelopes it took. `replies`: what it says to a receiver, `verdict` to a whole letter."""

    def __init__(self) -> None:
        self.letters, self.replies, self.verdict, self.falls_silent, self.port = [], {}, "250 OK", False, 0

    async def handle_MAIL(self, _server, session, envelope, address, options):
        if not session.authenticated:
            return "530 sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        reply = self.replies.get(address, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, _session, envelope):
        if not self.verdict.startswith("250"):
            return self.verdict
        self.letters.append(envelope)
        if self.falls_silent:
            server.transport.abort()
        return self.verdict

    def authenticate(self, _server, _session, _envelope, _mechanism, auth_data: LoginPassword) -> AuthResult:
        return AuthResult(success=auth_data.password == PASSWORD.encode(), handled=False)

    def read(self, number: int = 0) -> EmailMessage:
        return email.message_from_bytes(self.letters[number].original_content, policy=default)


class Desk(Controller):
    """Signing in without TLS is allowed here: the test of encryption has a certificate of its own."""

    def __init__(self, office: PostOffice, port: int, certificate: str | None) -> None:
        self.certificate = certificate
        super().__init__(office, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        context = None
        if self.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate, self.certificate.replace("cert", "key"))
        signing = {"authenticator": self.handler.authenticate, "auth_require_tls": bool(context)}
        return SMTP(self.handler, tls_context=context, require_starttls=bool(context), hostname="localhost", **signing)


def opened(certificate: str | None = None) -> tuple[PostOffice, Desk]:
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office.port = probe.getsockname()[1]
    desk = Desk(office, office.port, certificate)
    desk.start()
    return office, desk
