"""What a person is good at: a category of products, an industry, a language or any other skill, how well, and since when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.customers.choices import Industry

from ..choices import StrengthKind

OF_KIND = {StrengthKind.PRODUCT: "category", StrengthKind.INDUSTRY: "industry", StrengthKind.LANGUAGE: "language", StrengthKind.SKILL: "skill"}


class Strength(Record):
    """One of category, industry, language and skill; level 1 has begun, 5 teaches others."""

    staff = models.ForeignKey("people.Staff", models.CASCADE, related_name="strengths", verbose_name=_("Member of staff"))
    category = models.ForeignKey("catalog.Category", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Product category"))
    industry = models.CharField(_("Industry"), max_length=20, choices=Industry, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    skill = models.CharField(_("Skill"), max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(_("Level, 1 to 5"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)])
    since_on = models.DateField(_("Since"), null=True, blank=True)

    access = Access(owner="staff__user")

    class Meta:
        verbose_name = _("Strength")
        verbose_name_plural = _("Strengths")
        ordering = ["-level", "pk"]

    def __str__(self) -> str:
        return f"{self.staff} · {self.what} {self.level}"

    def clean(self) -> None:
        said = [name for name in OF_KIND.values() if getattr(self, name)]
        if len(said) != 1:
            raise ValidationError({"skill": _("Say exactly one: a product category, an industry, a language or a skill.")})

    @property
    def kind(self) -> str:
        """Empty while a form that was filled in wrongly says none."""
        return str(next((kind for kind, name in OF_KIND.items() if getattr(self, name)), ""))

    @property
    def value(self) -> str:
        """As rules name it: the category's name, the industry's or language's key, the skill itself."""
        return str(getattr(self, OF_KIND[StrengthKind(self.kind)])) if self.kind else ""

    @property
    def what(self) -> str:
        return str({"industry": self.get_industry_display, "language": self.get_language_display}.get(self.kind, lambda: self.value)())
