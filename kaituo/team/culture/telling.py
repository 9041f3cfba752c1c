"""The week on the wall, once a week to everybody who reads it: how much was said, and what was applauded most."""

from datetime import date, timedelta

from django.db.models import Count

from kaituo.foundation.identity.access import VIEW, people_who_may
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell_many
from kaituo.foundation.records.spans import begins

from .models import BadgeEarned, Recognition
from .notices import WEEK

DAYS = timedelta(days=7)


def tell_of_the_week(today: date) -> int:
    """How many were told; nobody where nothing was said."""
    since = begins(today - DAYS)
    rows = Recognition.objects.standing().filter(created_at__gte=since)
    best = rows.annotate(cheer_count=Count("cheers")).order_by("-cheer_count", "-pk").select_related("giver", "person", "value").first()
    if best is None:
        return 0
    words = {"thanks": rows.count(), "badges": BadgeEarned.objects.active().filter(created_at__gte=since).count()}
    told = [(person, WEEK, best, words) for person in people_who_may(Recognition, VIEW)]
    return len(tell_many(told, by=User.objects.system()))
