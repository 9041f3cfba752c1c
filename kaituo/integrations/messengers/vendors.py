"""The shelf of messaging services. A service's folder declares a Vendor: what must be entered, how a message is written, what an answer means.

A Vendor knows no database. It raises Lost where no further try would help and Later where one may.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.channels import Later, Lost, Message
from kaituo.foundation.notices.pacing import Limit
from kaituo.integrations import egress
from kaituo.integrations.settings_form import Setting

from .choices import Reach

VENDORS: dict[str, "Vendor"] = {}
JSON = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Kaituo"}


@dataclass(frozen=True)
class Request:
    url: str
    body: Any
    headers: Mapping[str, str]


class Vendor:
    """Subclass it in `vendor.py` and `declare` one instance."""

    name = ""
    label = ""
    icon = "message"
    document = ""
    """The public page on which the service describes this."""
    reach = Reach.GROUP
    settings: tuple[Setting, ...] = ()
    handle = ""
    """What the service calls a person by: her user id, her mobile number. Empty: it names nobody."""
    handle_help = ""
    limits: tuple[Limit, ...] = ()
    """As the service states them: for the whole connection, or for each person where it reaches persons."""
    words: Mapping[int | str, str] = {}
    """Codes of refusals in plain words, in English; shown in the reader's language."""
    bears_repeating = False

    def send(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> str:
        """What the service answered. `named` are the persons of a group to be mentioned, or the one who is written to. Raises Lost or Later."""
        return self.judge(call(self.compose(settings, message, named)))

    def compose(self, settings: Mapping[str, str], message: Message, named: list[tuple[User, str]]) -> Request:
        raise NotImplementedError

    def judge(self, answer: egress.Answer) -> str:
        """What the answer says. Raises Lost or Later."""
        raise NotImplementedError

    def plain(self, code: int | str, said: str) -> str:
        """A refusal as it is kept: our words if we have some, else the service's own."""
        return self.words.get(code) or f"{code}: {said}"


def declare(vendor: Vendor) -> Vendor:
    if vendor.name in VENDORS:
        raise ValueError(f"messaging service {vendor.name!r} is declared twice")
    VENDORS[vendor.name] = vendor
    return vendor


def call(request: Request) -> egress.Answer:
    """Through the guarded way out. Raises Lost, Later."""
    body = json.dumps(request.body, ensure_ascii=False).encode()
    try:
        return heard(egress.post(request.url, body, {**JSON, **request.headers}))
    except egress.Blocked as error:
        raise Lost(str(error)) from error
    except egress.Unreachable as error:
        raise Later(str(error)) from error


def heard(answer: egress.Answer) -> egress.Answer:
    """An answer that has something to say; one that asks for patience, or is a failure over there, is for later."""
    if answer.code == 429 or answer.code >= 500:
        raise Later(f"HTTP {answer.code}", retry_after(answer))
    return answer


def retry_after(answer: egress.Answer) -> timedelta | None:
    """Seconds, or a date, as HTTP allows both."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdigit():
        return timedelta(seconds=min(int(said), 86_400))
    try:
        return max(parsedate_to_datetime(said) - timezone.now(), timedelta())
    except (ValueError, TypeError):
        return None


def read(answer: egress.Answer) -> dict[str, Any]:
    """The JSON of an answer. Raises Later where it is none: a proxy or a page of maintenance spoke instead of the service."""
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise Later(f"HTTP {answer.code}") from error
    if not isinstance(found, dict):
        raise Later(f"HTTP {answer.code}")
    return found


def cut(text: str, most: int) -> str:
    """No more bytes than the service takes, and no character in halves."""
    coded = text.encode()
    return text if len(coded) <= most else coded[: most - 3].decode(errors="ignore") + "…"
