"""Which pages are measured, and the SQL that reads the same rows for the floor. Timing them is `pages.py`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from benchmarks import boards
from benchmarks.large import COMMON, RARE
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.keyset import key_page
from kaituo.foundation.screens.listing import Listing
from kaituo.foundation.screens.screen import SCREENS
from kaituo.sales.customers.models import Account

STAGES = "SELECT s.id, s.name, count(*), sum(o.amount) FROM pipeline_stage s JOIN pipeline_opportunity o ON o.stage_id = s.id"
CARDS = (
    "SELECT o.*, a.name, u.name FROM pipeline_opportunity o JOIN customers_account a ON a.id = o.account_id JOIN identity_user u ON u.id = o.owner_id"
)
COLUMN_CARDS = 20


@dataclass(frozen=True)
class Case:
    """A page, who opens it, and the statements that fetch its rows once their keys are known."""

    name: str
    path: str
    user: User
    floor: list[str] = field(default_factory=list)


def cases(administrator: User, rep: User) -> Iterator[Case]:
    yield from lists(administrator)
    yield accounts("list, a rep's own customers", "", rep)
    yield from pages(administrator)
    yield from optional(administrator)
    for name, address, floor in boards.asked_for(administrator):
        yield Case(name, address, administrator, floor)


def lists(user: User) -> Iterator[Case]:
    yield accounts("list, first page", "", user)
    yield accounts("list, page in the middle", f"key={key_in_the_middle()}", user)
    yield accounts("list, filtered and sorted", "status=customer&account_class=a&sort=name", user)
    yield accounts("search, common word of two characters", urlencode({"q": COMMON}), user)
    yield accounts("search, rare word of two characters", urlencode({"q": RARE}), user)
    yield accounts("search, a number", "q=C-777", user)


def accounts(name: str, query: str, user: User) -> Case:
    """A list of customers; the floor reads exactly the rows it shows, by key."""
    shown = Listing(SCREENS["customers.Account"], user, QueryDict(query)).page.rows
    rows = "SELECT a.*, u.name FROM customers_account a LEFT JOIN identity_user u ON u.id = a.owner_id"
    return Case(name, f"/accounts/?{query}", user, [f"{rows} WHERE a.id IN ({keys(row.pk for row in shown)})"])


def key_in_the_middle() -> str:
    newest = Account.objects.order_by("-pk").values_list("pk", flat=True).first()
    screen = SCREENS["customers.Account"]
    order = Listing(screen, User.objects.system(), QueryDict("")).order
    return key_page(Account.objects.filter(pk__lte=newest // 2), order, screen.page_size).next_key


def keys(found: Iterable[int]) -> str:
    return ", ".join(map(str, found)) or "0"


def pages(user: User) -> Iterator[Case]:
    account = Account.objects.order_by("pk")[10].pk
    yield Case("record page with timeline", f"/accounts/{account}/", user, rows_around(account))
    yield Case("board of all deals", "/opportunities/board/", user, [*board_rows(user), f"{STAGES} GROUP BY s.id, s.name"])
    yield Case("calendar of a month", "/opportunities/calendar/?month=2026-02", user, month_rows())
    yield Case("form, empty", "/accounts/new/", user)


def rows_around(account: int) -> list[str]:
    events = "SELECT e.*, u.name FROM records_event e JOIN identity_user u ON u.id = e.actor_id WHERE e.subject_type = 'customers.Account'"
    return [
        f"SELECT * FROM customers_account WHERE id = {account}",
        f"SELECT * FROM customers_contact WHERE account_id = {account}",
        f"SELECT * FROM pipeline_opportunity WHERE account_id = {account}",
        f"SELECT * FROM orders_order WHERE account_id = {account}",
        f"{events} AND e.subject_id = {account} ORDER BY e.id DESC LIMIT 20",
    ]


def board_rows(user: User) -> list[str]:
    """The newest cards of each column, by key."""
    screen = SCREENS["pipeline.Opportunity"]
    stages = screen.model._meta.get_field("stage").related_model.objects.values_list("pk", flat=True)
    newest = [screen.rows(user).filter(stage=stage).order_by("-pk").values_list("pk", flat=True)[:COLUMN_CARDS] for stage in stages]
    return [f"{CARDS} WHERE o.id IN ({keys(column)})" for column in newest]


def month_rows() -> list[str]:
    return [f"{CARDS} WHERE o.expected_on >= '2026-02-01' AND o.expected_on < '2026-03-01' ORDER BY o.expected_on LIMIT 200"]


def optional(user: User) -> Iterator[Case]:
    """Pages of contexts that an installation may not have."""
    named = [
        ("home", "home", [], "", [f"SELECT * FROM identity_user WHERE id = {user.pk}"]),
        ("search everywhere, common word", "search:results", [], "?" + urlencode({"q": COMMON}), []),
        ("search everywhere, rare word", "search:results", [], "?" + urlencode({"q": RARE}), []),
        ("funnel", "insights-report", ["funnel"], "", [f"{STAGES} GROUP BY s.id, s.name"]),
        ("forecast", "pipeline-forecast", [], "", [f"{STAGES} WHERE o.won_on IS NULL AND o.lost_on IS NULL GROUP BY s.id, s.name"]),
    ]
    for name, url_name, arguments, query, floor in named:
        try:
            yield Case(name, reverse(url_name, args=arguments) + query, user, floor)
        except NoReverseMatch:
            continue
