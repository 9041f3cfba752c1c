"""The people of the tests: who they are, where they stand, and what their roles grant. No sales records are made here."""

from dataclasses import dataclass
from datetime import date

from kaituo.foundation.identity import trees
from kaituo.foundation.identity.models import Grant, Membership, Role, RoleAssignment, Team, User

LONG_AGO = date(2020, 1, 1)

ROLES = {
    "rep": [("*", "*", "own")],
    "manager": [("*", "*", "own"), ("*", "*", "subtree")],
    "agency": [("*", "*", "own"), ("*", "view", "agency")],
    "finance": [
        ("*", "view", "all"),
        ("receivables.Receipt", "*", "all"),
        ("receivables.Invoice", "*", "all"),
        ("receivables.PaymentPlan", "*", "all"),
    ],
    "administrator": [("*", "*", "all")],
}
"""key → (kind of record, verb, scope)."""

REFERENCE = (
    "catalog.Product",
    "catalog.Category",
    "catalog.PriceList",
    "catalog.PriceListItem",
    "company.LegalEntity",
    "pipeline.Pipeline",
    "pipeline.Stage",
    "pipeline.Competitor",
    "pipeline.LossReason",
    "visits.VisitType",
)
"""What everybody may look up."""

PEOPLE = {
    "alice": ("Alice", "rep", "east", False),
    "bob": ("Bob", "rep", "east", False),
    "mei": ("梅", "manager", "east", True),
    "charlie": ("Charlie", "rep", "west", False),
    "olga": ("Olga", "agency", "agency", False),
    "fang": ("方", "finance", "office", False),
    "ada": ("Ada", "administrator", "office", True),
}
"""Sign-in name → (name, role, team, leads the team)."""

TEAMS = {
    "company": ("Kaituo", ""),
    "east": ("East", "company"),
    "west": ("West", "company"),
    "office": ("Office", "company"),
    "agency": ("Agency", "company"),
}
"""Code → (name, code of the team above)."""


@dataclass(frozen=True)
class Cast:
    """Alice and Bob sell in East, which Mei leads; Charlie sells in West; Olga for an agency; Fang keeps the books; Ada administers."""

    alice: User
    bob: User
    mei: User
    charlie: User
    olga: User
    fang: User
    ada: User
    east: Team
    west: Team
    agency: Team


def gather() -> Cast:
    teams = {code: _team(code, name) for code, (name, _above) in TEAMS.items()}
    for code, (_name, above) in TEAMS.items():
        if above:
            _place(teams[code], teams[above])
    roles = {key: _role(key, grants) for key, grants in ROLES.items()}
    people = {username: _person(username, name, roles[role], teams[team], leads) for username, (name, role, team, leads) in PEOPLE.items()}
    return Cast(**people, east=teams["east"], west=teams["west"], agency=teams["agency"])


def _team(code: str, name: str) -> Team:
    kind = "agency" if code == "agency" else "internal"
    return Team.objects.create(code=code, name=name, kind=kind)


def _place(team: Team, above: Team) -> None:
    trees.place(team, above, on=LONG_AGO)


def _role(key: str, grants: list[tuple[str, str, str]]) -> Role:
    role = Role.objects.create(key=key, name=key.capitalize())
    wanted = grants + [(model, "view", "all") for model in REFERENCE]
    Grant.objects.bulk_create([Grant(role=role, model=model, verb=verb, scope=scope) for model, verb, scope in wanted])
    return role


def _person(username: str, name: str, role: Role, team: Team, leads: bool) -> User:
    user = User.objects.create(username=username, name=name, language="en", password="!")
    RoleAssignment.objects.create(user=user, role=role, starts_on=LONG_AGO)
    Membership.objects.create(user=user, team=team, is_lead=leads, starts_on=LONG_AGO)
    return user
