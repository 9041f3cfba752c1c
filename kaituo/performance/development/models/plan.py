"""An improvement plan: what is missing in figures, what the person does, what the company promises, and how it ended."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import LIVE, OVER, Length, PlanState
from ..queries import PlanQuerySet


class ImprovementPlan(Record):
    """`starts_on` and `ends_on` are set when both have signed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="improvement_plans", verbose_name=_("Person"))
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("plan", "Led by"))
    review = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=pgettext_lazy("performance", "Review")
    )
    gap = models.TextField(_("What is missing"), max_length=2000, help_text=_("In words; the figures come from the targets below"))
    steps = models.TextField(_("What the person does"), max_length=4000, blank=True)
    support = models.TextField(
        _("What the company promises"), max_length=4000, help_text=_("Time, training, leads, somebody to go along: by whom and by when")
    )
    length = models.PositiveSmallIntegerField(_("Length"), choices=Length, default=Length.SIXTY)
    starts_on = models.DateField(_("From"), null=True, editable=False)
    ends_on = models.DateField(_("To"), null=True, editable=False)
    state = models.CharField(_("State"), max_length=8, choices=PlanState, default=PlanState.DRAFT, editable=False)
    extended_count = models.PositiveSmallIntegerField(_("Extended"), default=0, editable=False)
    outcome_reason = models.TextField(_("Reason of the outcome"), blank=True, editable=False)
    ended_on = models.DateField(pgettext_lazy("plan", "Ended"), null=True, editable=False)

    objects = PlanQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)
    unlogged = ("gap", "steps", "support", "outcome_reason", "reason", "note")

    class Meta:
        verbose_name = _("Improvement plan")
        verbose_name_plural = _("Improvement plans")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "state"]), models.Index(fields=["leader", "state"])]
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(state__in=LIVE, archived_at=None), name="one_live_plan_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self._meta.verbose_name}"

    def clean(self) -> None:
        if self.person_id and self.person_id == self.leader_id:
            raise ValidationError({"leader": _("Somebody else leads the plan.")})
        if self.review_id and self.review.person_id != self.person_id:
            raise ValidationError({"review": _("This review is about somebody else.")})
        others = type(self).objects.live().filter(person=self.person_id).exclude(pk=self.pk)
        if self.state in LIVE and self.person_id and others.exists():
            raise ValidationError({"person": _("There is a plan for this person already. End it before a new one begins.")})

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.state == PlanState.DRAFT

    @property
    def is_offered(self) -> bool:
        return self.is_active and self.state == PlanState.OFFERED

    @property
    def is_live(self) -> bool:
        return self.is_active and self.state in LIVE

    @property
    def has_lost_leader(self) -> bool:
        return self.is_live and not self.leader.is_active

    @property
    def has_lost_person(self) -> bool:
        return self.is_live and not self.person.is_active

    @property
    def is_running(self) -> bool:
        return self.is_active and self.state == PlanState.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_signable(self) -> bool:
        """Waits for a signature: under the agreement, or under the outcome."""
        if self.state in (PlanState.DRAFT, PlanState.OFFERED):
            return True
        return self.is_over and self.signatures.filter(moment="outcome").count() < 2

    @property
    def span(self) -> Period:
        """What is counted for its targets: from the first day to today, or to the end."""
        last = self.ended_on or clock.today()
        return Period.inclusive(self.starts_on, max(last, self.starts_on))
