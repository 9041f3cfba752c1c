"""Blocks for whoever sells, and for the back office that acts for reps: what to do now, and the month."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.approvals.models import Request
from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.agenda import agenda
from kaituo.performance.commissions.models import Statement
from kaituo.performance.goals.actuals import fill
from kaituo.performance.goals.models import Target

from . import queries
from .blocks import Block

SHOWN, MATTERS = 6, 12
DEAL = "pipeline.Opportunity"


def sells(user: User) -> bool:
    """Whether deals of her own, or of reps she acts for, are her work."""
    return Scope.OWN in user.rights.reach(DEAL, "create") or bool(user.rights.helps)


def today_of(user: User, only: str = "") -> dict[str, Any]:
    """Her own matters, and those of reps she acts for."""
    found = agenda(user, queries.own_or_helped(user), timezone.localdate(), only)
    return {"matters": found.matters[:MATTERS], "counts": found.counts, "count": found.count, "only": only, "user": user}


def top(rows: QuerySet) -> dict[str, Any]:
    """The first rows and how many there are in all."""
    return {"rows": list(rows[:SHOWN]), "count": rows.order_by().count()}


class Today(Block):
    """One list over all areas: what to do now and why, each with its next step."""

    title = _("To do now")
    template = "home/blocks/today.html"
    order, is_wide = 8, True

    def context(self, user: User) -> dict[str, Any] | None:
        return today_of(user) if sells(user) else None


class ApprovalsWaiting(Block):
    title = _("Waiting for your approval")
    template = "home/blocks/approvals.html"
    order = 5

    def context(self, user: User) -> dict[str, Any] | None:
        found = top(Request.objects.waiting_for(user).select_related("asked_by").order_by("pk"))
        return found if found["count"] else None


class MyMonth(Block):
    title = _("My targets")
    template = "home/blocks/month.html"
    order, is_wide = 10, True

    def context(self, user: User) -> dict[str, Any] | None:
        today = timezone.localdate()
        mine = Target.objects.in_force().filter(person=user, starts_on__lte=today, ends_on__gt=today).order_by("-starts_on", "measure")
        targets = fill(mine.select_related("person", "team"))
        if not targets and not (sells(user) and may(user, VIEW, Target)):
            return None
        calendar = work_calendar()
        return {"lines": [(target, target.pace(on=today, calendar=calendar)) for target in targets]}


class ActingFor(Block):
    title = _("The reps you act for")
    template = "home/blocks/acting.html"
    order, is_wide = 12, True

    def context(self, user: User) -> dict[str, Any] | None:
        helps = sorted(user.rights.helps)
        if not helps:
            return None
        now, today = timezone.now(), timezone.localdate()
        kinds = (
            queries.needing_care(user, helps, now, today),
            queries.expiring(user, helps, today),
            queries.overdue(user, helps, today),
            queries.stopped(user, helps),
        )
        counts = [_by_owner(rows) for rows in kinds]
        reps = User.objects.filter(pk__in=helps).order_by("sort_key")
        return {"lines": [(rep, [each.get(rep.pk, 0) for each in counts]) for rep in reps]}


def _by_owner(rows: QuerySet) -> dict[int, int]:
    owned = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    return dict(owned.order_by().values_list("owner").annotate(count=Count("pk")))


class MyStatement(Block):
    title = _("My latest statement")
    template = "home/blocks/statement.html"
    order = 60

    def context(self, user: User) -> dict[str, Any] | None:
        mine = visible(user, Statement.objects.filter(payee=user)).select_related("run", "payee")
        latest = mine.order_by("-run__ends_on", "-pk").first()
        return {"statement": latest} if latest else None
