"""A person's objection to her review, read by somebody who did not write it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import AppealOutcome
from ..queries import AppealQuerySet


class Appeal(Record):
    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="appeals", verbose_name=pgettext_lazy("performance", "Review"))
    reason = models.TextField(_("What is wrong"), max_length=2000)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Second reader"))
    due_on = models.DateField(_("Decide by"))
    outcome = models.CharField(pgettext_lazy("appeal", "Outcome"), max_length=7, choices=AppealOutcome, default=AppealOutcome.OPEN)
    before = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("calibration", "Before"))
    after = models.ForeignKey("reviews.Grade", models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("calibration", "After"))
    answer = models.TextField(_("Reason of the decision"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(_("Decided"), null=True)

    objects = AppealQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("reason", "before", "after", "answer", "grade")

    class Meta:
        verbose_name = pgettext_lazy("review", "Appeal")
        verbose_name_plural = pgettext_lazy("review", "Appeals")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["review"], condition=Q(outcome="open"), name="one_open_appeal")]

    def __str__(self) -> str:
        return str(self.review)

    @property
    def is_open(self) -> bool:
        return self.is_active and self.outcome == AppealOutcome.OPEN

    @property
    def lacks_reader(self) -> bool:
        """Nobody was named to read it, or whoever was is no longer here."""
        return self.is_open and (self.reader is None or not self.reader.is_active)

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on < on
