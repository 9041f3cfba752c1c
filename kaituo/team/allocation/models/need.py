"""A strength that a rule requires of whoever gets something, or prefers."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.customers.choices import Industry
from kaituo.team.people.choices import StrengthKind

KNOWN = {StrengthKind.INDUSTRY: dict(Industry.choices), StrengthKind.LANGUAGE: dict(settings.LANGUAGES)}


class AssignmentNeed(Record):
    rule = models.ForeignKey("allocation.AssignmentRule", models.CASCADE, related_name="needs", verbose_name=_("Assignment rule"))
    kind = models.CharField(_("Strength"), max_length=8, choices=StrengthKind)
    value = models.CharField(
        pgettext_lazy("strength", "Which"),
        max_length=120,
        blank=True,
        help_text=_("Empty: whatever the lead or customer itself says; a skill must be named"),
    )
    is_required = models.BooleanField(_("Required, not only preferred"), default=False)
    least_level = models.PositiveSmallIntegerField(_("Level at least"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)])

    access = Access(via="rule")

    class Meta:
        verbose_name = _("Strength of a rule")
        verbose_name_plural = _("Strengths of a rule")
        ordering = ["-is_required", "pk"]

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.get_kind_display()), self.value)))

    def clean(self) -> None:
        if self.kind == StrengthKind.SKILL and not self.value:
            raise ValidationError({"value": _("Name the skill.")})
        words = KNOWN.get(StrengthKind(self.kind)) if self.kind in StrengthKind.values else None
        if self.value and words is not None:
            spoken = {str(label): key for key, label in words.items()}
            self.value = spoken.get(self.value, self.value)
            if self.value not in words:
                raise ValidationError({"value": _("Choose among: %(known)s") % {"known": "、".join(spoken)}})
