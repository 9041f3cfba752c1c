"""What the places win, and what somebody won."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.choices import CURRENCIES
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records.models import Record

from ..queries import AwardQuerySet

PLACES = [MinValueValidator(1), MaxValueValidator(999)]


class Prize(Record):
    """For each of the places from `first_place` to `last_place`: an amount, or a thing."""

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="prizes", verbose_name=_("Contest"))
    first_place = models.PositiveSmallIntegerField(_("From place"), default=1, validators=PLACES)
    last_place = models.PositiveSmallIntegerField(_("To place"), default=1, validators=PLACES)
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    currency = models.CharField(_("Currency"), max_length=3, choices=CURRENCIES, default="CNY")
    thing = models.CharField(pgettext_lazy("prize", "Or a thing"), max_length=120, blank=True, help_text=_("A trip, a day off, a phone"))

    access = Access(via="contest")

    class Meta:
        verbose_name = _("Prize")
        verbose_name_plural = _("Prizes")
        ordering = ["first_place", "pk"]

    def __str__(self) -> str:
        return self.thing or f"{self.amount or 0:,.2f} {self.currency}"

    def clean(self) -> None:
        if self.first_place and self.last_place and self.last_place < self.first_place:
            raise ValidationError({"last_place": _("The last place comes after the first one.")})
        if bool(self.amount) == bool(self.thing):
            raise ValidationError({"amount": _("Name an amount, or a thing.")})
        if self.amount is not None and self.amount != Money(self.amount, self.currency).rounded().amount:
            raise ValidationError({"amount": _("This currency has no such small units.")})


class Award(Record):
    """`run` is the commission run whose pay file carries it; a thing is handed over instead. `is_joint`: several won the thing together."""

    contest = models.ForeignKey("contests.Contest", models.PROTECT, related_name="awards", verbose_name=_("Contest"))
    standing = models.ForeignKey("contests.Standing", models.PROTECT, related_name="awards", verbose_name=_("Standing"))
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards", verbose_name=_("Prize"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contest_awards", verbose_name=_("Person"))
    place = models.PositiveSmallIntegerField(pgettext_lazy("contest", "Place"))
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    thing = models.CharField(_("Thing"), max_length=120, blank=True)
    is_joint = models.BooleanField(_("Won together"), default=False)
    falls_on = models.DateField(_("Falls on"))
    run = models.ForeignKey("commissions.Run", models.PROTECT, null=True, related_name="+", verbose_name=_("Pay file of"))
    handed_over_on = models.DateField(pgettext_lazy("prize", "Handed over"), null=True)

    objects = AwardQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Prize won")
        verbose_name_plural = _("Prizes won")
        ordering = ["-falls_on", "pk"]
        indexes = [models.Index(fields=["currency", "falls_on"], condition=Q(run=None), name="awards_waiting_for_pay")]

    def __str__(self) -> str:
        return f"{self.person} · {self.contest}"

    @property
    def is_to_hand_over(self) -> bool:
        return self.is_active and bool(self.thing) and self.handed_over_on is None
