"""Times every page against its floor: one request of each in turn, so that whatever else the machine does weighs on both alike."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from statistics import median

from django.db import connection
from django.urls import NoReverseMatch, reverse

from benchmarks.cases import Case
from benchmarks.client import Answer, Visitor, fields_of
from benchmarks.server import Server
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Event
from kaituo.sales.customers.models import Account

WARM_UP = 3
LONGEST_S = 60
"""A page is timed no longer than this, however many rounds were asked for."""
MS = 1000


@dataclass(frozen=True)
class Timing:
    """Medians of the same number of requests; `ratio` is the page's over its floor's."""

    name: str
    page_ms: float
    floor_ms: float
    ratio: float
    requests: int
    bytes: int
    status: int


def timed(name: str, ask: Callable[[], Answer], floor: Callable[[], Answer], rounds: int, expected: int = 200) -> Timing:
    """Raises RuntimeError when the page answers otherwise than expected: a fast refusal or a way to the sign-in is no measurement."""
    pairs = []
    for _round in range(WARM_UP + rounds):
        page, bare = ask(), floor()
        if page.status != expected or bare.status >= 400:
            raise RuntimeError(f"{name}: {page.status}, floor {bare.status}: {page.body[:300]!r}")
        pairs.append((page, bare))
        if sum(page.seconds for page, _bare in pairs) > LONGEST_S and len(pairs) > WARM_UP:
            break
    kept = pairs[WARM_UP:]
    page_s, floor_s = median(page.seconds for page, _bare in kept), median(bare.seconds for _page, bare in kept)
    last = kept[-1][0]
    return Timing(name, round(page_s * MS, 2), round(floor_s * MS, 2), round(page_s / floor_s, 1), len(kept), len(last.body), last.status)


def measure(cases: list[Case], product: Server, bare: Server, rounds: int) -> list[dict]:
    found = []
    for number, case in enumerate(cases):
        visitor, nobody = Visitor(product.port, case.user), Visitor(bare.port)
        size = len(visitor.get(case.path).body)
        at_floor = f"/floor/{number}/?bytes={size}"
        found.append(asdict(timed(case.name, lambda v=visitor, p=case.path: v.get(p), lambda n=nobody, p=at_floor: n.get(p), rounds)))
    return found


def measure_writing(user: User, product: Server, bare: Server, rounds: int) -> list[dict]:
    """Creating a customer; its floor writes a like row and a like event in one transaction."""
    visitor, nobody, names = Visitor(product.port, user), Visitor(bare.port), count(1)
    blank = fields_of(visitor.get("/accounts/new/").body) | {"owner": str(user.pk)}

    def by_form() -> Answer:
        return visitor.post("/accounts/new/", blank | {"name": f"基准客户 {next(names)}"})

    def by_interface() -> Answer:
        body = json.dumps({"name": f"基准客户 {next(names)}", "owner": user.pk}).encode()
        return visitor.ask("POST", "/api/v1/accounts", body, "application/json")

    def floor() -> Answer:
        return nobody.get("/writing/create/")

    ways = [("create through the form", by_form, 302), *([("create through the interface", by_interface, 201)] if has("api-docs") else [])]
    return [asdict(timed(name, ask, floor, rounds, expected)) for name, ask, expected in ways]


def has(url_name: str) -> bool:
    try:
        return bool(reverse(url_name))
    except NoReverseMatch:
        return False


def writing_floor() -> list[str]:
    """Copies of one customer and one event, with a number of its own."""
    account = Account.objects.values_list("pk", flat=True).first()
    event = Event.objects.values_list("pk", flat=True).first()
    return [_copied(Account, account, {"number": ":unique"}), _copied(Event, event, {})]


def _copied(model, key: int, changed: dict[str, str]) -> str:
    columns = [each.column for each in model._meta.concrete_fields if not each.primary_key]
    quoted = [connection.ops.quote_name(each) for each in columns]
    values = [changed.get(column, name) for column, name in zip(columns, quoted, strict=True)]
    return f"INSERT INTO {model._meta.db_table} ({', '.join(quoted)}) SELECT {', '.join(values)} FROM {model._meta.db_table} WHERE id = {key}"
