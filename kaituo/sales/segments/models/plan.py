"""The plan of one customer: what it needs, who decides, how we win it, and what comes next."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Attitude


class AccountPlan(Record):
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="plans", verbose_name=_("Account"))
    title = models.CharField(_("Title"), max_length=120)
    needs = models.TextField(_("Needs"), blank=True)
    strategy = models.TextField(_("Strategy"), blank=True)
    competitors = models.TextField(_("Competitors"), blank=True)
    potential = models.DecimalField(_("Potential a year"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    review_on = models.DateField(_("Look at it again on"), null=True, blank=True)

    access = Access(via="account")

    class Meta:
        verbose_name = _("Plan of a customer")
        verbose_name_plural = _("Plans of customers")

    def __str__(self) -> str:
        return f"{self.account} · {self.title}"


class PlanPerson(Record):
    """One who decides or is heard, with influence and attitude; `swayed_by` makes the map."""

    plan = models.ForeignKey(AccountPlan, models.CASCADE, related_name="people", verbose_name=_("Plan of a customer"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, related_name="+", verbose_name=_("Contact"))
    influence = models.PositiveSmallIntegerField(_("Influence, 1 to 5"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)])
    attitude = models.CharField(_("Attitude"), max_length=8, choices=Attitude, default=Attitude.UNKNOWN)
    swayed_by = models.ForeignKey("customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Listens to"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    access = Access(via="plan")

    class Meta:
        verbose_name = _("Person of a plan")
        verbose_name_plural = _("People of a plan")
        ordering = ["-influence", "pk"]

    def __str__(self) -> str:
        return str(self.contact)


class PlanStep(Record):
    plan = models.ForeignKey(AccountPlan, models.CASCADE, related_name="steps", verbose_name=_("Plan of a customer"))
    what = models.CharField(_("What"), max_length=200)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Who"))
    due_on = models.DateField(_("Until"), null=True, blank=True)
    done_on = models.DateField(_("Done on"), null=True, blank=True)

    access = Access(via="plan")

    class Meta:
        verbose_name = _("Step of a plan")
        verbose_name_plural = _("Steps of a plan")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < clock.today()
