"""Adjectives of notices."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeQuerySet(models.QuerySet):
    def for_person(self, user) -> "NoticeQuerySet":
        return self.filter(person=user)

    def shown(self) -> "NoticeQuerySet":
        """Those not put off to a later hour."""
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=timezone.now()))

    def snoozed(self) -> "NoticeQuerySet":
        return self.filter(snoozed_until__gt=timezone.now())

    def unread(self) -> "NoticeQuerySet":
        return self.shown().filter(read_at__isnull=True)
