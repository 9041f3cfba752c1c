"""The review of one person in one period, and what it pays. What was judged stands elsewhere: this row is seen by the person from the first day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record

from ..choices import OPEN_TO_THE_PERSON, ReviewState
from ..queries import ReviewQuerySet


class Review(Record):
    cycle = models.ForeignKey("reviews.Cycle", models.PROTECT, related_name="reviews", verbose_name=_("Review cycle"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=pgettext_lazy("review", "Reviewed"))
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Reviewer"))
    state = models.CharField(_("State"), max_length=12, choices=ReviewState, default=ReviewState.ASSESSING)
    shared_at = models.DateTimeField(pgettext_lazy("review", "Shared"), null=True)
    answer_by = models.DateField(_("Answer by"), null=True)
    answer = models.CharField(_("Note of the person"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(pgettext_lazy("review", "Acknowledged"), null=True)

    objects = ReviewQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)
    unlogged = ("answer", "note", "objection", "peers", "colleagues")

    class Meta:
        verbose_name = pgettext_lazy("performance", "Review")
        verbose_name_plural = pgettext_lazy("performance", "Reviews")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "state"]),
            models.Index(fields=["reviewer", "state"]),
            models.Index(fields=["cycle", "state", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "person"], condition=~Q(state="called_off"), name="one_review_of_a_person_in_a_cycle")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.cycle}"

    @property
    def period(self) -> Period:
        return self.cycle.period

    period.fget.label = _("Period")

    @property
    def is_shared(self) -> bool:
        return self.state in OPEN_TO_THE_PERSON

    @property
    def is_assessed(self) -> bool:
        """Still being written on."""
        return self.is_active and self.state == ReviewState.ASSESSING

    @property
    def is_before_sharing(self) -> bool:
        return self.is_active and self.state in (ReviewState.ASSESSING, ReviewState.PROPOSED, ReviewState.CALIBRATED)

    @property
    def is_ready(self) -> bool:
        """May be shown to the person: calibrated, or proposed where nobody calibrates."""
        return self.state == (ReviewState.CALIBRATED if self.cycle.is_calibrated else ReviewState.PROPOSED)

    @property
    def is_answerable(self) -> bool:
        return self.state in (ReviewState.SHARED, ReviewState.DECIDED)

    @property
    def is_appealable(self) -> bool:
        return self.state == ReviewState.SHARED

    @property
    def has_lost_reviewer(self) -> bool:
        """Whoever was to write it is no longer here."""
        return self.is_before_sharing and not self.reviewer.is_active

    @property
    def has_lost_person(self) -> bool:
        """Whoever is reviewed is no longer here: her leader shares it all the same, or calls it off."""
        return self.is_before_sharing and not self.person.is_active

    def is_answer_late(self, on: date) -> bool:
        return self.is_answerable and self.answer_by is not None and self.answer_by < on


class BonusFactor(Record):
    """What a closed review means for the pay of its period: all that finance sees of it."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="bonus", verbose_name=pgettext_lazy("performance", "Review"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))
    factor = models.DecimalField(_("Bonus factor"), max_digits=5, decimal_places=3)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Bonus factor")
        verbose_name_plural = _("Bonus factors")
        ordering = ["-starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.person} · {self.starts_on}"
