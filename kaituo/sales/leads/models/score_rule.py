"""Points that a lead gets for what is known of it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import SCORED, Test
from ..engine.scoring import Rule
from ..queries import ScoreRuleQuerySet

FIELDS = list(SCORED.items())


class ScoreRule(Record):
    name = models.CharField(_("What it says"), max_length=120)
    position = models.PositiveSmallIntegerField(pgettext_lazy("precedence", "Order"), default=10)
    field = models.CharField(_("Field"), max_length=20, choices=FIELDS)
    test = models.CharField(_("Test"), max_length=8, choices=Test, default=Test.FILLED)
    value = models.TextField(_("Value"), max_length=1000, blank=True, help_text=_("Several: one a line, or between commas"))
    points = models.SmallIntegerField(_("Points"), default=10, validators=[MinValueValidator(-100), MaxValueValidator(100)])

    objects = ScoreRuleQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Scoring rule")
        verbose_name_plural = _("Scoring rules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.test != Test.FILLED and not self.value.strip():
            raise ValidationError({"value": _("Say what to compare with.")})

    @property
    def rule(self) -> Rule:
        return Rule(self.name, self.field, self.test, self.value, self.points)
