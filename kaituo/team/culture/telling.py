"""The week on the wall, once a week to everybody who reads it: how much was said, and what was applauded most. Each hears only of what stands on her own wall."""

from datetime import date, timedelta

from django.db.models import Count, QuerySet

from kaituo.foundation.identity.access import VIEW, people_who_may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.records.spans import begins

from .models import BadgeEarned, Recognition
from .notices import WEEK
from .whom import reads_all

DAYS = timedelta(days=7)


def tell_of_the_week(today: date) -> int:
    """How many were told; nobody where nothing was said."""
    since = begins(today - DAYS)
    rows = Recognition.objects.standing().filter(created_at__gte=since)
    if not rows.exists():
        return 0
    badges = BadgeEarned.objects.active().filter(created_at__gte=since)
    house = _week(rows, badges)
    told = [
        (person, house if reads_all(person) else _week(visible(person, rows), visible(person, badges)))
        for person in people_who_may(Recognition, VIEW)
    ]
    return len(tell_many([(person, WEEK, best, words) for person, (best, words) in told if best], by=User.objects.system()))


def _week(rows: QuerySet[Recognition], badges: QuerySet[BadgeEarned]) -> tuple[Recognition | None, dict[str, int]]:
    """What was applauded most, none where nothing was said; and how much there was."""
    best = rows.annotate(cheer_count=Count("cheers")).order_by("-cheer_count", "-pk").select_related("giver", "person", "value").first()
    return best, {"thanks": rows.count(), "badges": badges.count()}
