"""A commission plan: its dated terms, the components of each, the bands of their rate tables, and who is on the plan."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import FAR_FUTURE
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.metrics.measure import MEASURES
from kaituo.foundation.records.models import Record

from ..choices import BandUnit, EdgeRule, PlanState, Release, Reset, TierKind
from ..queries import DatedRecordQuerySet

HUNDRED = Decimal(100)


class PercentInput(forms.DecimalField):
    """Reads and shows a fraction as percent."""

    def prepare_value(self, value):
        return f"{(value * HUNDRED).normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value):
        number = super().to_python(str(value).rstrip("%") if value not in self.empty_values else value)
        return number / HUNDRED if number is not None else None

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class RateField(models.DecimalField):
    """A fraction, entered as percent."""

    def formfield(self, **options):
        return super().formfield(**{"form_class": PercentInput, "max_digits": None, "decimal_places": None, "label": _("Rate in %"), **options})


class PlainInput(forms.DecimalField):
    """Shows 10000 instead of 10000.0000."""

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class BorderField(models.DecimalField):
    """Where a band begins or ends."""

    def formfield(self, **options):
        return super().formfield(**{"form_class": PlainInput, **options})


class Plan(Record):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    state = models.CharField(_("State"), max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    note = models.TextField(_("Notes"), blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Commission plan")
        verbose_name_plural = _("Commission plans")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_drafts(self) -> bool:
        return self.terms.filter(released_at__isnull=True, archived_at__isnull=True).exists()


class Spanned(Record):
    """A record that holds from one day until, without, another; empty means open."""

    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True, help_text=_("The first day on which it no longer holds; empty: open"))

    objects = DatedRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="%(class)s_span_in_order")]

    @property
    def span(self) -> Period:
        return Period(self.starts_on, self.ends_on or FAR_FUTURE)

    def refuse_overlap(self, others: models.QuerySet, sentence: str) -> None:
        if self.starts_on and (self.ends_on is None or self.ends_on > self.starts_on) and others.touching(self.span).exclude(pk=self.pk).exists():
            raise ValidationError({"starts_on": sentence})


class PlanTerms(Spanned):
    """One version of a plan. Released terms are frozen, so that a new rate never rewrites old results."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="terms", verbose_name=_("Plan"))
    released_at = models.DateTimeField(pgettext_lazy("when", "Released"), null=True, editable=False)

    access = Access(via="plan")

    class Meta(Spanned.Meta):
        verbose_name = _("Terms")
        verbose_name_plural = _("Terms")
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return _("%(plan)s from %(day)s") % {"plan": self.plan, "day": self.starts_on}

    def clean(self) -> None:
        if self.is_released:
            raise ValidationError(_("These terms are released. Begin new ones instead."))
        released = PlanTerms.objects.active().filter(plan=self.plan_id, released_at__isnull=False, ends_on__isnull=False)
        self.refuse_overlap(released, _("Other terms of the plan are in force on some of these days."))

    @property
    def is_released(self) -> bool:
        return self.released_at is not None


class Component(Record):
    """One rule of the terms: which measure earns by which bands. Versions of a rule share their `code`."""

    terms = models.ForeignKey(PlanTerms, models.CASCADE, related_name="components", verbose_name=_("Terms"))
    code = models.CharField(max_length=32, editable=False)
    name = models.CharField(_("Name"), max_length=120)
    measure = models.CharField(_("Measure"), max_length=60)
    tiers = models.CharField(_("How bands apply"), max_length=12, choices=TierKind, default=TierKind.STEP)
    edge = models.CharField(_("An amount exactly on an edge"), max_length=5, choices=EdgeRule, default=EdgeRule.UPPER)
    unit = models.CharField(_("Bands in"), max_length=6, choices=BandUnit, default=BandUnit.AMOUNT)
    is_accumulated = models.BooleanField(_("Accumulate"), default=True, help_text=_("Otherwise every single record starts from the first band."))
    reset = models.CharField(_("Start again from the first band"), max_length=7, choices=Reset, default=Reset.MONTH)
    release = models.CharField(pgettext_lazy("when it is due", "Pay"), max_length=5, choices=Release, default=Release.ORDER)
    returns_lower_attainment = models.BooleanField(_("Returns count against the bands"), default=True)

    access = Access(via="terms")

    class Meta:
        verbose_name = _("Component")
        verbose_name_plural = pgettext_lazy("commission", "Components")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["terms", "code"], name="one_version_of_a_component_per_terms")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.code = self.code or uuid4().hex

    def clean(self) -> None:
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("There is no such measure.")})
        if self.terms_id and self.terms.is_released:
            raise ValidationError(_("These terms are released. Begin new ones instead."))

    @property
    def measure_label(self) -> str:
        return str(MEASURES[self.measure].label) if self.measure in MEASURES else self.measure


class Band(models.Model):
    """One row of a rate table: from `lower` up to `upper` (empty: without end) at `rate`, in the component's unit."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="bands", verbose_name=_("Component"))
    lower = BorderField(pgettext_lazy("band", "From"), max_digits=18, decimal_places=4, default=0, validators=[MinValueValidator(0)])
    upper = BorderField(pgettext_lazy("band", "Up to"), max_digits=18, decimal_places=4, null=True, blank=True, help_text=_("Empty: without end"))
    rate = RateField(_("Rate"), max_digits=14, decimal_places=8)

    access = Access(via="component")

    class Meta:
        verbose_name = _("Band")
        verbose_name_plural = _("Bands")
        ordering = ["lower", "pk"]

    def __str__(self) -> str:
        return f"{self.lower:f}–{self.upper if self.upper is not None else '∞'}"

    def clean(self) -> None:
        if self.component_id and self.component.terms.is_released:
            raise ValidationError(_("These terms are released. Begin new ones instead."))


class PlanAssignment(Spanned):
    """A person on a plan. `target_amount` is her target per window of a component in shares; empty: the one set in goals."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="assignments", verbose_name=_("Plan"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="commission_plans", verbose_name=_("Person"))
    target_amount = models.DecimalField(
        _("Target"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: the one in Targets"),
    )

    access = Access(via="plan")

    class Meta(Spanned.Meta):
        verbose_name = _("Person on a plan")
        verbose_name_plural = _("People on plans")
        ordering = ["plan", "person__sort_key", "starts_on"]

    def __str__(self) -> str:
        return f"{self.person} · {self.plan}"

    def clean(self) -> None:
        others = PlanAssignment.objects.active().filter(plan=self.plan_id, person=self.person_id)
        self.refuse_overlap(others, _("The person is on this plan already on some of these days."))
