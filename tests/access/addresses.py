"""Every address of the product, with the records of the little business put into its parameters.

An address with parameters that no rule here knows raises `Unknown`: whoever adds one says here how a stranger would try it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.screens.screen import SCREENS, Screen
from kaituo.foundation.screens.views.verb import EVERYWHERE
from kaituo.office.insights.report import REPORTS
from kaituo.office.reports.ready import READY

from .world import World

LIBRARIES = ("account_", "mfa_", "usersessions_", "socialaccount_")
"""Pages of the sign-in library: they show a person nothing but her own account."""
OWN = {
    "orders-quote-paper": ("orders.Quote", {"language": ["en"]}),
    "orders-order-paper": ("orders.Order", {"language": ["en"]}),
    "commissions-lines": ("commissions.Statement", {}),
    "commissions-why": ("commissions.StatementLine", {}),
    "commissions-paper": ("commissions.Statement", {"language": ["en"]}),
    "commissions-table": ("commissions.Statement", {"kind": ["csv", "xlsx"]}),
    "commissions-payfile": ("commissions.Run", {"kind": ["csv", "xlsx"]}),
    "commissions-reconciliation": ("commissions.Run", {}),
    "commissions-progress": ("commissions.Run", {}),
    "commissions-version": ("commissions.RunVersion", {}),
    "commissions-differences": ("commissions.RunVersion", {}),
    "commissions-simulate": ("commissions.Plan", {}),
    "commissions-simulated": ("commissions.Plan", {}),
    "commissions-file": ("commissions.Plan", {}),
    "commissions-download": ("commissions.Plan", {}),
    "api:plan_document": ("commissions.Plan", {}),
    "api:take_plan_document": ("commissions.Plan", {}),
    "commissions-kinds": ("commissions.PlanTerms", {}),
    "commissions-whole": ("commissions.PlanTerms", {}),
    "commissions-new-component": ("commissions.PlanTerms", {"kind": ["commission", "pool"]}),
    "commissions-component": ("commissions.PlanTerms", {"key": ["base"]}),
    "commissions-drop": ("commissions.PlanTerms", {"key": ["base"]}),
    "duplicates:choose": ("customers.Account", {"slug": ["accounts"]}),
    "duplicates:merge": ("customers.Account", {"slug": ["accounts"], "other": [999_999]}),
    "goals-entries": ("goals.Target", {}),
    "reviews-assess": ("reviews.Assessment", {}),
    "reviews-board": ("reviews.Cycle", {}),
    "reviews-seat": ("reviews.Verdict", {}),
    "reviews-paper": ("reviews.Review", {"language": ["en"]}),
    "briefings-paper": ("briefings.Briefing", {"language": ["en"]}),
    "contests-board": ("contests.Contest", {}),
    "contests-place": ("contests.Contest", {}),
    "contests-ranking": ("contests.Contest", {}),
    "culture-cheer": ("culture.Recognition", {}),
    "api-revoke-token": ("api.Token", {}),
    "allocation-sheet": ("allocation.HandOver", {"language": ["en"]}),
    "allocation-workbook": ("allocation.HandOver", {}),
    "allocation-dry-run": ("allocation.Pool", {}),
    "meetings-raise": ("meetings.Meeting", {}),
    "meetings-deal-with": ("meetings.AgendaItem", {}),
    "meetings-decide": ("meetings.Meeting", {}),
    "meetings-agree": ("meetings.Meeting", {}),
    "meetings-note": ("meetings.Meeting", {}),
    "meetings-coach": ("meetings.Meeting", {}),
    "meetings-meet": ("people.Staff", {}),
    "tasks-tick": ("tasks.ChecklistItem", {}),
    "tasks-add-item": ("tasks.Task", {}),
    "attachment": ("records.Attachment", {}),
    "notices:snooze": ("notices.Notice", {}),
    "notices:open": ("notices.Notice", {}),
    "messengers:try": ("messengers.Outlet", {}),
    "email:try": ("email.Mailbox", {}),
    "email:look": ("email.Mailbox", {}),
    "email:write": ("customers.Account", {"label": ["customers.Account"]}),
    "email:answer": ("email.Letter", {}),
    "conferences:try": ("conferences.ConferenceService", {}),
    "conferences:make": ("meetings.Meeting", {"name": ["zoom"]}),
    "conferences:cancel": ("conferences.ConferenceLink", {}),
    "webpush:revoke": ("webpush.Device", {}),
    "reports-rebuild": ("reports.Report", {}),
    "reports-arrange": ("reports.Dashboard", {}),
    "reports-tile": ("reports.Tile", {}),
    "reminders:begin": ("customers.Account", {"label": ["customers.Account"]}),
    "notices:one": ("notices.Notice", {"deed": ["read", "unread"]}),
    "exchange:board-check": ("exchange.Batch", {}),
    "exchange:check": ("exchange.Batch", {}),
    "exchange:run": ("exchange.Batch", {}),
    "exchange:cancel": ("exchange.Batch", {}),
    "exchange:faults": ("exchange.Batch", {}),
    "exchange:progress": ("exchange.Batch", {}),
    "identity:end_deputy": ("approvals.Delegation", {}),
    "identity:end_helper": ("identity.Helping", {}),
    "administration:link": ("identity.User", {}),
    "administration:grants": ("identity.Role", {}),
    "administration:schedule": ("jobs.Schedule", {}),
    "administration:send_again": ("django_tasks_db.DBTaskResult", {}),
}
"""url name → whose key stands in it, and what its other parameters may be."""


SLUGS = {
    "appointments-feed": lambda: {"secret": ["guessed"]},
    "commissions-begin": lambda: {"name": ["tiered_commission"]},
    "leads-enquiry": lambda: {"key": ["nothing"]},
    "insights-measure": lambda: {"name": sorted(MEASURES)},
    "reports-ready": lambda: {"key": sorted(READY)},
    "reports-file": lambda: {"kind": ["csv", "xlsx", "pdf"]},
    "behaviour-file": lambda: {"report": ["cohorts", "baskets", "rfm"], "kind": ["csv", "xlsx", "pdf"]},
    "insights-report": lambda: {"slug": sorted(REPORTS)},
    "notices:snooze_from_outside": lambda: {"token": ["forged"]},
    "administration:switch_kind": lambda: {"kind": ["notices.assigned"]},
    "duplicates:claim": lambda: {"token": ["forged"]},
    "exchange:import": lambda: {"slug": _sheets()},
    "exchange:template": lambda: {"slug": _sheets(), "kind": ["csv", "xlsx"]},
    "exchange:export": lambda: {"slug": _sheets()},
}
"""url name → every word its address may hold."""


def _sheets() -> list[str]:
    return [screen.slug for screen in SCREENS.values() if screen.sheet]


class Unknown(LookupError):
    """An address with parameters falls under no rule of the walk."""


@dataclass(frozen=True)
class Address:
    name: str
    names: tuple[str, ...]


def addresses() -> list[Address]:
    return [Address(name, tuple(pattern.pattern.converters)) for name, pattern in _flat(get_resolver())]


def _flat(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _flat(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        elif each.name:
            yield f"{prefix}{each.name}", each


def filled(address: Address, world: World) -> list[str]:
    """The paths of an address with the records of the world in it. Raises Unknown."""
    if not address.names:
        return [reverse(address.name)]
    values = values_for(address, world)
    return [reverse(address.name, kwargs=dict(zip(values, each, strict=True))) for each in product(*values.values())]


def values_for(address: Address, world: World) -> dict[str, list]:
    if address.name in OWN:
        label, others = OWN[address.name]
        return {"pk": world.keys(label), **others}
    if address.name in SLUGS:
        return SLUGS[address.name]()
    if address.name == "lookup":
        return {"label": [model._meta.label for model in apps.get_models() if hasattr(model, "access")]}
    if address.name == "api:measured":
        return {"name": ["orders.booked_revenue"]}
    for screen in SCREENS.values():
        found = _of_screen(address, screen, world)
        if found is not None:
            return found
    raise Unknown(f"{address.name}: tell tests/access/addresses.py how a stranger would try it")


def _of_screen(address: Address, screen: Screen, world: World) -> dict[str, list] | None:
    keys, name = world.keys(screen.label), address.name
    if name.startswith("api:") and name.endswith(f"-{screen.name}") and set(address.names) == {"pk"}:
        return {"pk": keys}
    if not name.startswith(f"{screen.name}-"):
        return None
    tail = name.removeprefix(f"{screen.name}-")
    named = {
        "verb": [*screen.verbs, *EVERYWHERE],
        "field": list(screen.inline),
        "reveal": list(screen.model.access.sensitive),
        "bulk": [function.verb.name for function in screen.bulk],
        "bulk-field": list(screen.inline),
    }
    if tail == "remove-view":
        return {"pk": world.keys("screens.SavedView")}
    if tail in {"bulk", "bulk-field"}:
        return {"name": named[tail]}
    if tail in named:
        return {"pk": keys, "name": named[tail]}
    return {"pk": keys} if tail in {"page", "edit", "timeline", "comment", "react", "attach", "tag"} else None


def is_library(address: Address) -> bool:
    return address.name.startswith(LIBRARIES)


def holds_record(address: Address) -> bool:
    return "pk" in address.names
