"""Adjectives of targets, and who stands behind a team on a day."""

from datetime import date

from django.db import models

from kaituo.foundation.identity.models import Membership, TeamPath, User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records.models.record import RecordQuerySet


class TargetQuerySet(RecordQuerySet):
    def in_force(self) -> "TargetQuerySet":
        return self.active().filter(state="active")

    def standing(self) -> "TargetQuerySet":
        """Those in force and those that are being agreed."""
        return self.active().filter(state__in=("active", "proposed"))

    def on_the_table(self) -> "TargetQuerySet":
        """Those that wait for somebody's answer."""
        return self.standing().exclude(waits_for="")

    def waiting_for(self, user: User) -> "TargetQuerySet":
        """Those that wait for this person herself, as whoever is to reach them."""
        return self.on_the_table().filter(waits_for="holder", owner=user)

    def for_period(self, period: Period) -> "TargetQuerySet":
        """Those of exactly this span."""
        return self.filter(starts_on=period.start, ends_on=period.end)

    def within(self, period: Period) -> "TargetQuerySet":
        return self.filter(starts_on__gte=period.start, ends_on__lte=period.end)


def span_to_steer_by(rows: models.QuerySet, today: date) -> Period:
    """The month where any of the targets is of this month, else the quarter, else the year: a company that plans by quarter is led by quarter. One query."""
    spans = [Period.containing(today, kind) for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)]
    running = set(rows.filter(starts_on__lte=today, ends_on__gt=today).order_by().values_list("starts_on", "ends_on").distinct())
    return next((span for span in spans if (span.start, span.end) in running), spans[0])


def lead_of(team_id: int, on: date) -> int | None:
    """The lead of the team on the day, or of the nearest team above that has one."""
    paths = TeamPath.objects.on(on).filter(descendant=team_id).order_by("depth")
    nearest = list(paths.values_list("ancestor_id", flat=True))
    leads = Membership.objects.on(on).filter(team__in=nearest, is_lead=True).order_by("-starts_on", "-pk")
    by_team = dict(leads.values_list("team_id", "user_id"))
    return next((by_team[team] for team in nearest if team in by_team), None)


def teams_right_above(team_id: int | None, person_id: int | None, on: date) -> models.QuerySet:
    """Of a person the teams she is in on the day, of a team the one it lies below."""
    if person_id:
        return Membership.objects.on(on).filter(user=person_id).values("team")
    return TeamPath.objects.on(on).filter(descendant=team_id, depth=1).values("ancestor")
