"""The shelf of conference services. A service's folder declares one in `conference.py`: what must be entered, how a conference is made, changed and cancelled.

A service knows no database. It raises Lost where no further try would help, Later where one may, and Gone where it knows no such conference any more.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache

from kaituo.foundation.notices.channels import Later, Lost
from kaituo.integrations import egress
from kaituo.integrations.messengers.vendors import heard
from kaituo.integrations.settings_form import Setting

Hearing = Callable[[egress.Answer], egress.Answer]
SERVICES: dict[str, "Service"] = {}
JSON = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Kaituo"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Kaituo"}
SPARE = 120
"""Seconds by which a token is given up before it ends."""


class Gone(Exception):
    """The service knows no such conference: somebody has ended it there."""


@dataclass(frozen=True)
class Planned:
    """A meeting as services are told of it; `host` is the e-mail address of whoever calls it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    host: str = ""

    @property
    def digest(self) -> str:
        """Differs when the service has to be told anew; who calls the meeting does not change it."""
        told = (self.title, self.starts_at.isoformat(), self.ends_at.isoformat())
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass(frozen=True)
class Made:
    remote_id: str
    url: str
    host: str = ""


class Service:
    """Subclass it in `conference.py` and `declare` one instance."""

    name = ""
    label = ""
    icon = "video"
    document = ""
    """The public page on which the service describes this."""
    field = ""
    """The field of the meeting that takes the link."""
    settings: tuple[Setting, ...] = ()
    words: Mapping[int | str, str] = {}
    """Codes of refusals in plain words, in English; shown in the reader's language."""

    def greet(self, settings: Mapping[str, str]) -> None:
        """Whether the service takes what was entered. Raises Lost or Later."""
        raise NotImplementedError

    def make(self, settings: Mapping[str, str], planned: Planned) -> Made:
        raise NotImplementedError

    def change(self, settings: Mapping[str, str], made: Made, planned: Planned) -> None:
        raise NotImplementedError

    def cancel(self, settings: Mapping[str, str], made: Made) -> None:
        raise NotImplementedError

    def plain(self, code: int | str, said: str) -> str:
        """A refusal as it is kept: our words if we have some, and what the service said on a line of its own."""
        return f"{self.words[code]}\n{said}" if code in self.words else f"{code}: {said}"


def declare(service: Service) -> Service:
    if service.name in SERVICES:
        raise ValueError(f"conference service {service.name!r} is declared twice")
    SERVICES[service.name] = service
    return service


def ask(method: str, url: str, headers: Mapping[str, str], body: bytes | None = None, *, hears: Hearing = heard) -> tuple[int, dict[str, Any]]:
    """The code and what the JSON says; nothing where the answer is empty. Raises Lost, Later; `hears` says which answers are no answers."""
    try:
        answer = hears(egress.request(method, url, body, dict(headers)))
    except egress.Blocked as error:
        raise Lost(str(error)) from error
    except egress.Unreachable as error:
        raise Later(str(error)) from error
    if not answer.body.strip():
        return answer.code, {}
    try:
        found = json.loads(answer.body)
    except ValueError as error:
        raise Later(f"HTTP {answer.code}") from error
    return answer.code, found if isinstance(found, dict) else {}


def token_of(key: str, fetch: Callable[[], tuple[str, int]]) -> str:
    """A token is asked for once and kept as long as it holds. `fetch` answers (token, seconds). The secret itself is no name of anything."""
    name = "conference-token-" + hashlib.sha256(key.encode()).hexdigest()
    kept = cache.get(name)
    if kept:
        return kept
    token, seconds = fetch()
    cache.set(name, token, max(seconds - SPARE, 30))
    return token
