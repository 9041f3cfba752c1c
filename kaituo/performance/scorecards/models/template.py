"""What a scorecard is made of, and from which day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.engine.plan import Plan

from ..choices import Span, Subject
from ..queries import VersionQuerySet

WEIGHT = [MinValueValidator(0), MaxValueValidator(100)]


class Template(Record):
    """One kind of scorecard: for people or for teams, by week, month, quarter or year."""

    name = models.CharField(pgettext_lazy("scorecard", "Name"), max_length=80)
    subject = models.CharField(_("For"), max_length=6, choices=Subject, default=Subject.PERSON)
    span = models.CharField(_("Period"), max_length=7, choices=Span, default=Span.MONTH)
    settle_days = models.PositiveSmallIntegerField(
        _("Days until final"),
        default=5,
        validators=[MaxValueValidator(90)],
        help_text=_("So many days after the period what came late still counts; then the card is final"),
    )
    note = models.TextField(_("What it is for"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Scorecard template")
        verbose_name_plural = _("Scorecard templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before and before.is_released and (before.span, before.subject) != (self.span, self.subject):
            raise ValidationError({"span": _("Cards exist already. Make another template for another period or kind.")})

    def period_on(self, day: date) -> Period:
        return Period.containing(day, PeriodKind(self.span))

    @property
    def is_released(self) -> bool:
        return self.versions.released().exists()

    @property
    def next_start(self) -> date:
        """The first day of the next period that has not begun."""
        return self.period_on(clock.today()).end

    @property
    def present_version(self) -> "TemplateVersion | None":
        return self.versions.released().order_by("-starts_on", "-pk").first()


class TemplateVersion(Record):
    """What the template says from a day on. A released version never changes; a new one holds from a period that has not begun."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="versions", verbose_name=_("Scorecard template"))
    starts_on = models.DateField(_("Holds from"), help_text=_("The first day of a period"))
    least_weight = models.DecimalField(
        _("Least weight judged"),
        max_digits=5,
        decimal_places=2,
        default=50,
        validators=WEIGHT,
        help_text=_("In percent; with less there are scores and no total"),
    )
    good_from = models.DecimalField(_("Good from"), max_digits=6, decimal_places=2, default=80)
    weak_below = models.DecimalField(_("Weak below"), max_digits=6, decimal_places=2, default=60)
    released_at = models.DateTimeField(_("Released"), null=True, editable=False)

    objects = VersionQuerySet.as_manager()
    access = Access(via="template")

    class Meta:
        verbose_name = _("Version of a scorecard")
        verbose_name_plural = _("Versions of scorecards")
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.template} · {self.starts_on}"

    def clean(self) -> None:
        if self.pk and type(self).objects.filter(pk=self.pk, released_at__isnull=False).exists():
            raise ValidationError(_("This version is released and stays as it is. Begin a new version instead."))
        if self.template_id and self.starts_on and self.template.period_on(self.starts_on).start != self.starts_on:
            first = self.template.period_on(self.starts_on).start
            raise ValidationError({"starts_on": _("A version begins with a period: take %(day)s, or the first day of a later one.") % {"day": first}})
        if self.good_from is not None and self.weak_below is not None and self.good_from < self.weak_below:
            raise ValidationError({"good_from": _("Good begins above weak.")})

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.released_at is None

    def plan(self) -> Plan:
        """What the engine is given."""
        indicators = tuple(row.plain for row in self.indicators.all())
        rules = tuple(row.plain for row in self.rules.all())
        return Plan(indicators, rules, self.least_weight)

    def tone(self, score) -> str:
        if score is None:
            return "neutral"
        return "good" if score >= self.good_from else ("bad" if score < self.weak_below else "warn")
