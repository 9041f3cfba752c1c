"""Badges that measures earn, and titles that people bestow for a term."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Icon, Span, earnable_choices, is_earnable
from ..queries import BadgeQuerySet, HonourQuerySet, OnPeopleQuerySet


class Badge(Measured, Record):
    """Earned by whoever reaches the figure within a month, quarter or year; once in each."""

    name = models.CharField(pgettext_lazy("badge", "Name"), max_length=40)
    note = models.CharField(pgettext_lazy("badge", "What it stands for"), max_length=200, blank=True)
    icon = models.CharField(_("Picture"), max_length=10, choices=Icon, default=Icon.MEDAL)
    measure = models.CharField(_("Measure"), max_length=60, choices=earnable_choices)
    figure = models.DecimalField(_("At least"), max_digits=18, decimal_places=4)
    span = models.CharField(_("Within a"), max_length=8, choices=Span, default=Span.MONTH)

    objects = BadgeQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Badge")
        verbose_name_plural = _("Badges")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.measure and (self.measure not in MEASURES or not is_earnable(MEASURES[self.measure])):
            raise ValidationError({"measure": _("Choose a measure that is counted day by day and of which more is better.")})
        if self.figure is not None and self.figure <= 0:
            raise ValidationError({"figure": _("Ask for more than nothing.")})

    def period_of(self, day) -> Period:
        return Period.containing(day, PeriodKind(self.span))


class BadgeEarned(Record):
    """`value` is the figure as it stood the night it was earned; it stays, even if records change later."""

    badge = models.ForeignKey(Badge, models.PROTECT, related_name="earned", verbose_name=_("Badge"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="badges", verbose_name=_("Person"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))
    value = models.DecimalField(_("Figure"), max_digits=22, decimal_places=6)

    objects = OnPeopleQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)

    class Meta:
        verbose_name = _("Badge earned")
        verbose_name_plural = _("Badges earned")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"])]
        constraints = [models.UniqueConstraint(fields=["badge", "person", "starts_on"], name="a_badge_once_per_period")]

    def __str__(self) -> str:
        return f"{self.person} · {self.badge}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class HonourTitle(Record):
    """A title the company bestows: for how long it is borne, and what it stands for."""

    name = models.CharField(pgettext_lazy("honour", "Title"), max_length=40)
    note = models.CharField(pgettext_lazy("badge", "What it stands for"), max_length=300, blank=True)
    icon = models.CharField(_("Picture"), max_length=10, choices=Icon, default=Icon.AWARD)
    months = models.PositiveSmallIntegerField(_("Borne for months"), default=12, validators=[MinValueValidator(1), MaxValueValidator(120)])

    access = Access()

    class Meta:
        verbose_name = _("Honour title")
        verbose_name_plural = _("Honour titles")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Honour(Record):
    """Who bears a title, from day to day, and what for."""

    title = models.ForeignKey(HonourTitle, models.PROTECT, related_name="honours", verbose_name=_("Honour title"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="honours", verbose_name=_("Person"))
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True)
    reason = models.CharField(_("What for"), max_length=500)
    ended_because = models.CharField(_("Why it ended"), max_length=300, blank=True)

    objects = HonourQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)

    class Meta:
        verbose_name = _("Honour")
        verbose_name_plural = _("Honours")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["person", "-starts_on"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.title}"

    @property
    def is_borne(self) -> bool:
        today = clock.today()
        return self.is_active and self.starts_on <= today and (self.ends_on is None or self.ends_on > today)
