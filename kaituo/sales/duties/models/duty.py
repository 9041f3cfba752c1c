"""One person's duty on one customer or one deal, from day to day."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import FAR_FUTURE, Dated
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..queries import DutyQuerySet

WHOLE = Decimal(1)


class Duty(Record, Dated):
    """`share` is set by a verb of its own; the rest of the credit stays with the responsible rep.

    `opening` is the share of access it gave; `follows` the duty of whoever had it before.
    """

    about = ""
    role = models.ForeignKey("duties.DutyRole", models.PROTECT, related_name="+", verbose_name=_("Kind of duty"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    share = models.DecimalField(
        _("Credit share"), max_digits=5, decimal_places=4, default=0, editable=False, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    starts_on = models.DateField(pgettext_lazy("span", "From"), default=clock.today)
    ends_on = models.DateField(pgettext_lazy("span", "Until before"), null=True, blank=True, help_text=_("The first day without it; empty: open"))
    note = models.CharField(_("Note"), max_length=200, blank=True)
    opening = models.ForeignKey("identity.Share", models.SET_NULL, null=True, editable=False, related_name="+")

    follows = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="followed_by", verbose_name=_("Taken over from"))

    objects = DutyQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True
        ordering = ["role__position", "starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.subject} · {self.role} · {self.person}"

    @property
    def subject(self) -> Record:
        found: Record = getattr(self, self.about)
        return found

    @property
    def can_share(self) -> bool:
        return self.is_active and self.is_not_over and self.role.shares_credit

    @property
    def can_end(self) -> bool:
        return self.is_active and self.is_not_over

    def clean(self) -> None:
        super().clean()
        if self.role_id is None or self.person_id is None or getattr(self, f"{self.about}_id") is None:
            return
        if self._others().filter(role=self.role, person=self.person).exists():
            raise ValidationError({"person": _("%(person)s has this duty in these days already.") % {"person": self.person}})
        self.refuse_too_much()

    def refuse_too_much(self) -> None:
        """On no day may the shares of one customer or deal exceed the whole."""
        if not self.share or not self.role.shares_credit:
            return
        others = list(self._others().sharing())
        for day in {self.starts_on, *(each.starts_on for each in others if each.starts_on > self.starts_on)}:
            total = self.share + sum(each.share for each in others if each.holds_on(day))
            if total > WHOLE:
                said = {"day": day.isoformat(), "rest": f"{float((WHOLE - total + self.share) * 100):g}"}
                raise ValidationError({"share": _("On %(day)s the shares would exceed 100 %%; %(rest)s %% are left.") % said})

    def _others(self) -> DutyQuerySet:
        """Of the same customer or deal, in days of its own."""
        rows: DutyQuerySet = type(self).objects.active().filter(**{self.about: self.subject}).exclude(pk=self.pk).select_related("role")
        return rows.not_over(self.starts_on).filter(starts_on__lt=self.ends_on or FAR_FUTURE)

    def end_after(self, last_on: date) -> None:
        self.ends_on = max(last_on + timedelta(days=1), self.starts_on)


class AccountDuty(Duty):
    about = "account"
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="duties", verbose_name=_("Account"))

    access = Access(owner="account__owner")

    class Meta(Duty.Meta):
        verbose_name = _("Duty on a customer")
        verbose_name_plural = _("Duties on customers")
        indexes = [models.Index(fields=["account", "starts_on"])]


class DealDuty(Duty):
    about = "opportunity"
    opportunity = models.ForeignKey("pipeline.Opportunity", models.CASCADE, related_name="duties", verbose_name=_("Opportunity"))

    access = Access(owner="opportunity__owner")

    class Meta(Duty.Meta):
        verbose_name = _("Duty on a deal")
        verbose_name_plural = _("Duties on deals")
        indexes = [models.Index(fields=["opportunity", "starts_on"])]
