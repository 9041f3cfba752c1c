"""A measure that an administrator made: a formula of other measures, or one of them narrowed to some of its records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Comparison, Direction, Family, Keeper, OwnKind, Unit
from ..cuts import CUTS, Cut, cut_choices
from ..measure import MEASURES, OWN
from ..own_rules import Loop, TooManyParts, WrongUnit, compiled, countable
from ..wording import said

SPOKEN = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use small letters, digits and _, beginning with a letter."))


class OwnMeasure(Record):
    """`key` is how formulas name it: own.key. `base` is the measure that a variant narrows."""

    key = models.CharField(
        _("Short name"), max_length=40, unique=True, validators=[SPOKEN], help_text=_("How formulas name it: own. and this. Never changes.")
    )
    label = models.CharField(pgettext_lazy("measure", "Name"), max_length=80)
    kind = models.CharField(pgettext_lazy("measure", "Made as"), max_length=8, choices=OwnKind, default=OwnKind.RATIO)
    formula = models.CharField(
        _("Formula"), max_length=1000, blank=True, help_text=_("Of measures by their short names: pipeline.won_amount / pipeline.won_count")
    )
    base = models.CharField(_("Narrows the measure"), max_length=60, blank=True)
    unit = models.CharField(pgettext_lazy("measure", "Unit"), max_length=8, choices=Unit, default=Unit.SHARE, help_text=_("Of a formula"))
    family = models.CharField(pgettext_lazy("measure", "Family"), max_length=10, choices=Family, default=Family.QUALITY)
    direction = models.CharField(pgettext_lazy("measure", "What is better"), max_length=8, choices=Direction, default=Direction.MORE)
    keeper = models.CharField(_("Answers for the records"), max_length=16, choices=Keeper, default=Keeper.SALES)
    note = models.CharField(_("Definition"), max_length=300)

    access = Access()

    class Meta:
        verbose_name = _("Own measure")
        verbose_name_plural = _("Own measures")
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        return f"{OWN}{self.key}"

    def clean(self) -> None:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before and (before.key, before.kind) != (self.key, self.kind):
            raise ValidationError({"key": _("Targets and scorecards know the measure by its short name. Archive it and make a new one.")})
        if self.kind == OwnKind.RATIO:
            self._check_formula()
        elif self.base not in {measure.name for measure in countable()}:
            raise ValidationError({"base": _("Choose the measure that is narrowed.")})

    def prepare(self) -> None:
        if self.kind == OwnKind.VARIANT:
            self.formula, self.unit = "", MEASURES[self.base].unit if self.base in MEASURES else self.unit
        else:
            self.base = ""

    def _check_formula(self) -> None:
        try:
            compiled(self.formula, self.unit, self.name)
        except FormulaError as fault:
            raise ValidationError({"formula": said(fault)}) from fault
        except Loop as fault:
            raise ValidationError({"formula": _("The formula asks for itself, by way of a measure it uses. Take that one out.")}) from fault
        except TooManyParts as fault:
            raise ValidationError({"formula": _("Too many measures stand behind this formula. Nobody could follow it.")}) from fault
        except WrongUnit as fault:
            raise ValidationError({"unit": _("The formula gives another unit: look at what is multiplied and divided.")}) from fault


class OwnCondition(Record):
    """One narrowing of a variant: the order's product category is “Lathes”."""

    own_measure = models.ForeignKey(OwnMeasure, models.CASCADE, related_name="conditions", verbose_name=_("Own measure"))
    cut = models.CharField(_("By"), max_length=40, choices=cut_choices)
    comparison = models.CharField(_("Comparison"), max_length=8, choices=Comparison, default=Comparison.IS)
    value = models.CharField(_("Value"), max_length=200)

    access = Access(via="own_measure")

    class Meta:
        verbose_name = _("Condition of a measure")
        verbose_name_plural = _("Conditions of measures")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.named} {self.get_comparison_display()} {self.value}"

    @property
    def named(self) -> str:
        return str(CUTS[self.cut].label) if self.cut in CUTS else self.cut

    def clean(self) -> None:
        base = MEASURES.get(self.own_measure.base) if self.own_measure_id or hasattr(self, "own_measure") else None
        cut = CUTS.get(self.cut)
        if cut is None or (base is not None and base.source_type not in cut.paths):
            raise ValidationError({"cut": _("The records of this measure cannot be told apart by that.")})
        if self.comparison in (Comparison.AT_LEAST, Comparison.BELOW) and not cut.is_amount:
            raise ValidationError({"comparison": _("Only amounts are more or less. Use is or is not.")})
        self._value_of(cut)

    def _value_of(self, cut: Cut) -> Any:
        try:
            return cut.read(self.value.strip())
        except LookupError as missing:
            raise ValidationError(
                {"value": _("There is no “%(value)s” here. %(known)s") % {"value": self.value, "known": missing.args[0]}}
            ) from missing

    def narrow(self, rows: QuerySet, source_type: str) -> QuerySet:
        """Of these rows those that keep to the condition."""
        cut = CUTS[self.cut]
        path, value, alias = cut.paths[source_type], self._value_of(cut), f"cut_{self.pk}"
        if not isinstance(path, str):
            rows, path = rows.annotate(**{alias: path}), alias
        if self.comparison == Comparison.IS_NOT:
            return rows.exclude(**{path: value})
        return rows.filter(**{f"{path}{LOOKUPS[self.comparison]}": value})


LOOKUPS = {Comparison.IS: "", Comparison.AT_LEAST: "__gte", Comparison.BELOW: "__lt"}
