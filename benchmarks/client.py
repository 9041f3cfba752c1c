"""A browser reduced to what is timed: one kept connection, one person's session."""

from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from kaituo.foundation.identity.models import User

CSRF = "b" * 32


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    seconds: float


class Visitor:
    """Signed in as `user`, or as nobody."""

    def __init__(self, port: int, user: User | None = None) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Cookie": f"csrftoken={CSRF}{_session_of(user) if user else ''}", "X-CSRFToken": CSRF}

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {**self.headers, **({"Content-Type": kind} if kind else {})}
        began = perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        return Answer(response.status, content, perf_counter() - began)


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"; sessionid={client.cookies['sessionid'].value}"


class FormReader(HTMLParser):
    """The fields of a page's forms as a browser would send them back untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "select":
            self._select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and "selected" in found and self._select:
            self.fields[self._select] = found.get("value", "")
        elif tag == "textarea" and name:
            self.fields.setdefault(name, "")
        elif tag == "input" and name and (found.get("type") not in ("checkbox", "radio", "submit", "file") or "checked" in found):
            self.fields.setdefault(name, found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


def fields_of(page: bytes) -> dict[str, str]:
    reader = FormReader()
    reader.feed(page.decode())
    return {name: value for name, value in reader.fields.items() if name and name != "q"}
