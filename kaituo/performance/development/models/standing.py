"""On which level a person stands from day to day, and the proposals that move her."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import PromotionState
from ..queries import PromotionQuerySet, StandingQuerySet


class LevelStanding(Record):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="level_standings", verbose_name=_("Person"))
    level = models.ForeignKey("development.LadderLevel", models.PROTECT, related_name="standings", verbose_name=pgettext_lazy("ladder", "Level"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True, editable=False)

    objects = StandingQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Level of a person")
        verbose_name_plural = _("Levels of people")
        ordering = ["-starts_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(ends_on=None, archived_at=None), name="one_open_level_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.level}"

    def clean(self) -> None:
        others = type(self).objects.active().filter(person=self.person_id, ends_on=None).exclude(pk=self.pk)
        if self.ends_on is None and self.person_id and others.exists():
            raise ValidationError({"person": _("This person stands on a level already. Propose a promotion from there.")})

    @property
    def is_open(self) -> bool:
        """Stands here now, below another level, with no proposal waiting."""
        waiting = Promotion.objects.proposed().filter(person=self.person_id)
        return self.is_active and self.ends_on is None and self.level.above is not None and not waiting.exists()


class Promotion(Record):
    """`findings` keep how the criteria stood when it was proposed; one that is not met everywhere says why it is proposed all the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="promotions", verbose_name=_("Person"))
    former = models.ForeignKey("development.LadderLevel", models.PROTECT, related_name="+", verbose_name=pgettext_lazy("promotion", "From level"))
    level = models.ForeignKey(
        "development.LadderLevel", models.PROTECT, related_name="promotions", verbose_name=pgettext_lazy("promotion", "To level")
    )
    review = models.ForeignKey(
        "reviews.Review", models.PROTECT, null=True, blank=True, related_name="promotions", verbose_name=pgettext_lazy("performance", "Review")
    )
    starts_on = models.DateField(_("Takes effect"))
    reason = models.TextField(_("Why"), max_length=2000)
    findings = models.JSONField(default=list, blank=True)
    is_exception = models.BooleanField(_("Not every criterion is met"), default=False)
    state = models.CharField(_("State"), max_length=8, choices=PromotionState, default=PromotionState.PROPOSED)

    objects = PromotionQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)
    unlogged = ("reason", "findings")

    class Meta:
        verbose_name = _("Promotion")
        verbose_name_plural = _("Promotions")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(state="proposed"), name="one_proposed_promotion_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.former} → {self.level}"
