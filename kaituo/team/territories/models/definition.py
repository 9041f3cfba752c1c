"""What belongs to a territory: its parts, by division and industry, and customers named by it or left out."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import FAR_FUTURE, Dated, DatedQuerySet
from kaituo.foundation.kernel.divisions import divisions, named
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.models.record import RecordQuerySet
from kaituo.sales.customers.choices import Industry
from kaituo.sales.customers.divisions import DivisionField

from ..choices import Mention
from ..engine.covering import Naming, Part


class DefinitionQuerySet(DatedQuerySet, RecordQuerySet):
    pass


class Definition(Record, Dated):
    """A line of what belongs to a territory, from one day to another; `ends_on` is the first day on which it no longer does."""

    starts_on = models.DateField(pgettext_lazy("span", "From"), default=clock.today)
    ends_on = models.DateField(pgettext_lazy("span", "Until before"), null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True


class TerritoryPart(Definition):
    """A division with everything in it, an industry, or an industry in a division."""

    territory = models.ForeignKey("identity.Territory", models.CASCADE, related_name="parts", verbose_name=_("Territory"))
    division = DivisionField(_("Division"), help_text=_("With everything in it; empty: everywhere"))
    industry = models.CharField(_("Industry"), max_length=20, choices=Industry, blank=True, help_text=_("Empty: all"))

    access = Access(via="territory")

    class Meta(Definition.Meta):
        verbose_name = _("Part of a territory")
        verbose_name_plural = _("Parts of a territory")
        ordering = ["division", "industry", "pk"]

    def __str__(self) -> str:
        said = [named(self.division) if self.division else "", self.get_industry_display() if self.industry else ""]
        return " · ".join(str(each) for each in said if each)

    def clean(self) -> None:
        super().clean()
        if not self.division and not self.industry:
            raise ValidationError({"division": _("Say a division, an industry, or both.")})

    @property
    def place(self) -> str:
        return named(self.division) if self.division else ""

    @property
    def part(self) -> Part:
        prefix = divisions()[self.division].prefix if self.division in divisions() else self.division
        return Part(self.territory_id, prefix, self.industry, self.starts_on, self.ends_on or FAR_FUTURE)


class NamedAccount(Definition):
    territory = models.ForeignKey("identity.Territory", models.CASCADE, related_name="named_accounts", verbose_name=_("Territory"))
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="territory_names", verbose_name=_("Account"))
    mention = models.CharField(_("What is said"), max_length=8, choices=Mention, default=Mention.NAMED)

    access = Access(via="territory")

    class Meta(Definition.Meta):
        verbose_name = _("Named customer")
        verbose_name_plural = _("Named customers")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["territory", "account", "starts_on"], condition=Q(archived_at=None), name="one_mention_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.territory} · {self.account}"

    @property
    def naming(self) -> Naming:
        return Naming(self.territory_id, self.mention == Mention.EXCLUDED, self.starts_on, self.ends_on or FAR_FUTURE)
