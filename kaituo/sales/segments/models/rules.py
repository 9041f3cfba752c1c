"""Which customers belong to which class, and what each class is owed."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.sales.customers.choices import AccountClass, Industry

from ..choices import LevelRule, OwnerLevel, Stage, Test
from ..engine.grading import Rule, values_of

CENTS = 100
LISTED = {Test.ABC: ["a", "b", "c"], Test.STAGE: Stage.values, Test.INDUSTRY: Industry.values}


class ClassRule(Record):
    """The first that applies, lowest number first, says the class. A customer to which none applies keeps the one it has."""

    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=120)
    position = models.PositiveSmallIntegerField(pgettext_lazy("precedence", "Order"), default=10)
    account_class = models.CharField(_("Class"), max_length=1, choices=AccountClass)
    test = models.CharField(_("When"), max_length=8, choices=Test)
    value = models.CharField(_("Value"), max_length=300, help_text=_("A number, or several words between commas"))

    access = Access()

    class Meta:
        verbose_name = _("Rule of classes")
        verbose_name_plural = _("Rules of classes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        values = values_of(self.value)
        if self.test in {Test.REVENUE, Test.RFM} and not self.value.strip().isdecimal():
            raise ValidationError({"value": _("Write a whole number.")})
        unknown = [value for value in values if self.test in LISTED and value not in LISTED[self.test]]
        if unknown or not values:
            known = "、".join(LISTED.get(self.test, []))
            raise ValidationError({"value": _("Choose among: %(known)s") % {"known": known} if known else _("Write at least one value.")})

    @property
    def rule(self) -> Rule:
        value = str(int(self.value) * CENTS) if self.test == Test.REVENUE else self.value
        return Rule(self.account_class, self.test, value, self.name)


class ServicePolicy(Record):
    """What customers of a class are owed: how often they are seen, how fast they are answered, how low one may go, who looks after them."""

    account_class = models.CharField(_("Class"), max_length=1, choices=AccountClass)
    contact_days = models.PositiveSmallIntegerField(_("Contact at least every, days"), validators=[MinValueValidator(1), MaxValueValidator(730)])
    response_hours = models.PositiveSmallIntegerField(_("Answer within, working hours"), default=8, validators=[MinValueValidator(1)])
    discount_floor = models.DecimalField(
        _("Largest discount"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Without approval; 0.1 is 10 %. Empty: what the organisation allows everybody"),
    )
    owner_level = models.CharField(_("Looked after by"), max_length=8, choices=OwnerLevel, default=OwnerLevel.ANYBODY)
    level_rule = models.CharField(_("Others who take over such a customer"), max_length=8, choices=LevelRule, default=LevelRule.WARN)

    access = Access()

    class Meta:
        verbose_name = _("Service policy")
        verbose_name_plural = _("Service policies")
        ordering = ["account_class"]
        constraints = [models.UniqueConstraint(fields=["account_class"], condition=Q(archived_at=None), name="one_policy_per_class")]

    def __str__(self) -> str:
        return str(self.get_account_class_display())
