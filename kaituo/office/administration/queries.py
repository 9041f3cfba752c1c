"""What the pages of administration list."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kaituo.foundation.approvals.models import Delegation
from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import Helping, Membership, Team, TeamPlacement, User

MOST = 50


def team_lines(on: date) -> list[tuple[int, Team, list]]:
    """The tree of a day, depth first: (depth, team, its leads)."""
    above = dict(TeamPlacement.objects.on(on).values_list("team_id", "parent_id"))
    below: dict[int | None, list[Team]] = {}
    for team in Team.objects.order_by("name"):
        below.setdefault(above.get(team.pk), []).append(team)
    leads: dict[int, list] = {}
    for membership in Membership.objects.on(on).filter(is_lead=True).select_related("user"):
        leads.setdefault(membership.team_id, []).append(membership.user)

    def walk(parent: int | None, depth: int) -> list:
        return [line for team in below.get(parent, []) for line in ((depth, team, leads.get(team.pk, [])), *walk(team.pk, depth + 1))]

    return walk(None, 0)


@dataclass(frozen=True)
class StandingIn:
    """One line of a person's deputies: who, for what, until when; `end` is the name of the address that ends it."""

    row: Delegation | Helping
    person: User
    what: str
    end: str = ""


APPROVALS, RECORDS = _("Decides approvals"), _("Handles customers, deals and orders")


def deputies_of(user: User) -> list[StandingIn]:
    """Who may act for this person, now or later; those she may end carry the address that does."""
    today = timezone.localdate()
    delegations = visible(user, Delegation.objects.not_over(today).filter(person=user).select_related("delegate"))
    helpings = Helping.objects.not_over(today).filter(rep=user).select_related("helper")
    found = [StandingIn(row, row.delegate, APPROVALS, "identity:end_deputy" if may(user, "end_delegation", row) else "") for row in delegations]
    found += [StandingIn(row, row.helper, RECORDS, "identity:end_helper" if may(user, "end_help", row) else "") for row in helpings]
    return sorted(found, key=lambda each: (each.row.starts_on, each.what))


def represented_by(user: User) -> list[StandingIn]:
    """For whom this person may act, now or later."""
    today = timezone.localdate()
    delegations = Delegation.objects.not_over(today).filter(delegate=user).select_related("person")
    helpings = Helping.objects.not_over(today).filter(helper=user).select_related("rep")
    found = [StandingIn(row, row.person, APPROVALS) for row in delegations] + [StandingIn(row, row.rep, RECORDS) for row in helpings]
    return sorted(found, key=lambda each: (each.row.starts_on, each.what))


def jobs_in_hand() -> QuerySet:
    return DBTaskResult.objects.filter(status__in=[TaskResultStatus.RUNNING, TaskResultStatus.READY]).order_by("-enqueued_at")[:MOST]


def database_bytes() -> int:
    if connection.vendor == "sqlite":
        path = Path(settings.DATABASES["default"]["NAME"])
        return path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def database_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0]}"


def backups() -> list[tuple[str, int, object]]:
    """Name, bytes and time of the copies kept in the data folder, newest first."""
    folder = settings.HOME / "backups"
    found = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True) if folder.exists() else []
    stats = [(path.name, path.stat()) for path in found[:MOST]]
    zone = timezone.get_current_timezone()
    return [(name, stat.st_size, timezone.datetime.fromtimestamp(stat.st_mtime, zone)) for name, stat in stats]
