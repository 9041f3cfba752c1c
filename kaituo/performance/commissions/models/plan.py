"""A commission plan: what holds for the whole of it, its dated terms, and the components by which statements refer to them.

What a version says is its document (`engine/plan/`), kept whole in `PlanTerms.document`. Components are written from it; they say nothing of their own.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
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

from ..choices import PAID_AT_ONCE, ComponentKind, PlanState, Rhythm
from ..engine.plan.words import PIECES, Basis
from ..queries import DatedRecordQuerySet


class RateField(models.DecimalField):
    """A column of bands, which the first migration names; plans are documents now."""


class BorderField(models.DecimalField):
    """Another one."""


def is_list_of_days(value: object) -> None:
    """Raises ValidationError for anything but a list of days as text, such as ["2026-01-01"]."""
    try:
        days = [date.fromisoformat(each) for each in value]  # type: ignore[attr-defined] # what is no list of texts is told below
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Write the days as a list, such as 2026-01-01, 2026-01-16.")) from error
    if days != sorted(set(days)):
        raise ValidationError(_("Put the days in rising order."))


class Plan(Record):
    name = models.CharField(_("Name"), max_length=120, unique=True)
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    state = models.CharField(_("State"), max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    note = models.TextField(_("Notes"), blank=True)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    pay_every = models.CharField(
        _("Pay period"), max_length=10, choices=Rhythm, default=Rhythm.MONTH, help_text=_("A run pays the pay periods that end in it")
    )
    pay_dates = models.JSONField(_("Pay dates"), default=list, blank=True, validators=[is_list_of_days])
    """With the rhythm `dates`: the first day of each period, and the day after the last."""
    year_starts = models.PositiveSmallIntegerField(_("First month of the year"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)])

    access = Access()

    class Meta:
        verbose_name = _("Commission plan")
        verbose_name_plural = _("Commission plans")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def released_measures(self) -> set[str]:
        """Every measure that a released version speaks of."""
        return {measure for terms in self.terms.filter(released_at__isnull=False) for measure in terms.measures}

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
        if self.starts_on and self.starts_on >= FAR_FUTURE:
            raise ValidationError({"starts_on": _("This day lies too far ahead.")})
        if self.starts_on and (self.ends_on is None or self.ends_on > self.starts_on) and others.touching(self.span).exclude(pk=self.pk).exists():
            raise ValidationError({"starts_on": sentence})


class PlanTerms(Spanned):
    """One version of a plan. Released terms are frozen, so that a new rate never rewrites old results."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="terms", verbose_name=_("Plan"))
    released_at = models.DateTimeField(pgettext_lazy("when", "Released"), null=True, editable=False)
    document = models.JSONField(default=dict, blank=True, editable=False)
    """What the version says, in the form of plan files, without its days; `documents.terms_of_row` reads it."""

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

    @property
    def measures(self) -> set[str]:
        """Every measure that its document names, for pay or for an attainment."""
        return set(_measures_in(self.document))

    @property
    def is_draft(self) -> bool:
        return not self.is_released


def _measures_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _measures_in(each)
    elif isinstance(part, dict):
        yield from part.get("measures", [])
        yield from [part["measure"]] if "measure" in part else []
        for each in part.values():
            yield from _measures_in(each)


class Component(Record):
    """One rule of the terms, as statements, problems and access know it. Written from the document."""

    terms = models.ForeignKey(PlanTerms, models.CASCADE, related_name="components", verbose_name=_("Terms"))
    code = models.CharField(max_length=48, editable=False)
    """The plan's number and the rule's key in the document: the same for all versions of a rule, another for every other rule."""
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=12, choices=ComponentKind, default=ComponentKind.COMMISSION)
    measure = models.CharField(_("Measure"), max_length=60, blank=True)
    """The first of its measures; empty where it looks at none."""
    release = models.CharField(pgettext_lazy("when it is due", "Pay"), max_length=10, default=PAID_AT_ONCE, editable=False)
    """`order`: with its period; `cash`: as the customer pays; `late_cash`: so, with bands for late money; `hold`: a share later."""
    basis = models.CharField(max_length=10, default=Basis.AMOUNT, editable=False)
    """What of a credit counts, as the engine names it."""

    access = Access(via="terms")

    class Meta:
        verbose_name = _("Component")
        verbose_name_plural = pgettext_lazy("commission", "Components")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["terms", "code"], name="one_version_of_a_component_per_terms")]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.code = self.code or code_of(self.terms.plan_id, f"c{uuid4().hex[:31]}")

    def clean(self) -> None:
        if self.terms_id and self.terms.is_released:
            raise ValidationError(_("These terms are released. Begin new ones instead."))

    @property
    def key(self) -> str:
        return self.code.partition(".")[2]

    @property
    def counts_pieces(self) -> bool:
        """Whether its credits are numbers of things and its rates money for each."""
        return self.basis in PIECES

    @property
    def measure_label(self) -> str:
        return str(MEASURES[self.measure].label) if self.measure in MEASURES else self.measure


def code_of(plan_id: int, key: str) -> str:
    return f"{plan_id}.{key}"
