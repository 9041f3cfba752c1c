"""The demo company's reports: what a director, a manager, a rep, the back office and finance saved, their dashboards, and what goes out by mail."""

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Membership, Role, User
from kaituo.foundation.records import actions as records

from . import actions
from .choices import Openness, Paper, Rhythm
from .models import Dashboard, Dispatch, DispatchReader, Report, RoleFrontPage, Tile

Tiles = list[tuple[str, int, int]]
"""(what it shows, width, height)."""
PRODUCTS = {
    "about": "orders.OrderLine",
    "rows": ["product__category", "product"],
    "values": ["sum:amount", "sum:quantity", "distinct:order__account"],
    "formulas": [["单价均值", "A / B", "money"]],
    "on": "order__ordered_on",
    "span": "year",
    "compare": "last_year",
    "chart": "lying",
    "top": 15,
}
DELIVERIES = {
    "about": "orders.Order",
    "columns": ["number", "account", "owner", "net_amount", "ordered_on", "required_on", "status"],
    "filters": {"status": ["confirmed"]},
    "sort": "F",
}
DEBTORS = {
    "about": "receivables.Invoice",
    "rows": ["account", "owner"],
    "values": ["sum:amount", "count", "min:amount"],
    "on": "issued_on",
    "span": "year",
    "top": 20,
    "chart": "bar",
}
OWN_DEALS = {
    "about": "pipeline.Opportunity",
    "rows": ["stage"],
    "values": ["count", "sum:amount"],
    "filters": {"stage__kind": ["open"]},
    "chart": "funnel",
}
VISITS = {
    "about": "visits.Visit",
    "rows": ["owner"],
    "across": "planned_on@week",
    "values": ["count"],
    "on": "planned_on",
    "span": "30d",
    "chart": "stacked",
}
LEADING: Tiles = [
    ("measure:orders.booked_revenue", 1, 1),
    ("measure:receivables.received", 1, 1),
    ("measure:pipeline.win_rate", 1, 1),
    ("measure:receivables.overdue", 1, 1),
    ("ready:trend-booked", 2, 2),
    ("ready:teams-target", 2, 2),
    ("ready:people-booked", 2, 2),
    ("ready:pipeline-stage", 2, 2),
    ("ready:pipeline-lost", 2, 2),
    ("ready:customers-abc", 2, 2),
]
SELLING: Tiles = [
    ("measure:orders.booked_revenue", 1, 1),
    ("measure:receivables.received", 1, 1),
    ("measure:visits.done_count", 1, 1),
    ("measure:pipeline.open_amount", 1, 1),
    ("ready:pipeline-stage", 2, 2),
    ("ready:pipeline-close", 2, 2),
    ("ready:customers-silent", 2, 2),
    ("ready:customers-top", 2, 2),
]
MONEY: Tiles = [
    ("measure:receivables.received", 1, 1),
    ("measure:receivables.outstanding", 1, 1),
    ("measure:receivables.overdue", 1, 1),
    ("measure:receivables.collection_rate", 1, 1),
    ("ready:trend-money", 4, 2),
    ("ready:money-overdue", 2, 2),
    ("ready:money-method", 2, 2),
]
FAVOURITES = ("people-booked", "customers-top", "pipeline-stage")


def make(world: World) -> None:
    director, manager, rep = (world.people[part][0] for part in ("director", "manager", "rep"))
    products = _report(director, "产品销售明细（含单价）", PRODUCTS, "按类别与产品，与去年同期对比", Openness.COMPANY)
    _report(director, "在途订单清单", DELIVERIES, "按要求交期排序", Openness.COMPANY)
    _report(manager, "团队拜访节奏", VISITS, "每人每周拜访数", Openness.TEAM, _team_of(manager))
    _report(rep, "我的商机漏斗", OWN_DEALS, "", Openness.PRIVATE)
    for person in world.people.get("finance", [])[:1]:
        _report(person, "本年开票客户", DEBTORS, "核对往来用", Openness.ROLE, role="finance")
        _dashboard(person, "回款看板", MONEY, Openness.ROLE, role="finance")
    leading = _dashboard(director, "经营看板", [*LEADING, (f"report:{products.pk}", 4, 2)], Openness.ROLE, role="director")
    _dashboard(director, "销售经理看板", LEADING[:8], Openness.ROLE, role="manager")
    _dashboard(director, "我的业绩看板", SELLING, Openness.ROLE, role="rep")
    records.create(RoleFrontPage(role=leading.role, dashboard=leading), by=world.system)
    for person in (director, manager):
        for key in FAVOURITES:
            actions.mark(by=person, ready=key)
    _dispatch(director, products, [director, manager])


def _report(owner: User, name: str, definition: dict, notes: str, openness: str, team=None, role: str = "") -> Report:
    opened = {"openness": openness, "team": team, "role": Role.objects.filter(key=role).first() if role else None}
    return records.create(Report(name=name, notes=notes, owner=owner, definition=definition, **opened), by=owner)


def _team_of(person: User):
    return Membership.objects.filter(user=person, is_lead=True).order_by("pk")[0].team


def _dashboard(owner: User, name: str, tiles: Tiles, openness: str, role: str) -> Dashboard:
    shared = {"openness": openness, "role": Role.objects.get(key=role), "is_first": True}
    dashboard = records.create(Dashboard(name=name, owner=owner, **shared), by=owner)
    for number, (what, width, height) in enumerate(tiles):
        kind, _colon, key = what.partition(":")
        pointed = {"report_id": int(key)} if kind == "report" else {"key": key}
        records.create(Tile(dashboard=dashboard, kind=kind, position=number, width=width, height=height, **pointed), by=owner)
    return dashboard


def _dispatch(owner: User, report: Report, readers: list[User]) -> None:
    dispatch = records.create(Dispatch(report=report, owner=owner, rhythm=Rhythm.WEEKLY, paper=Paper.BOTH), by=owner)
    for person in readers:
        records.create(DispatchReader(dispatch=dispatch, person=person), by=owner)
