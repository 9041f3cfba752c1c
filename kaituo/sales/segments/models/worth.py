"""What one customer is worth, reckoned every night, and when it is due for contact."""

from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.ui.formats import money

from ..choices import Stage
from ..queries import WorthQuerySet


class Worth(Record):
    """Amounts in the base currency, of the last year. `reason` is the rule that says the class, or what was said when it was fixed."""

    account = models.OneToOneField("customers.Account", models.CASCADE, related_name="worth", verbose_name=_("Account"))
    revenue = models.DecimalField(_("Revenue"), max_digits=18, decimal_places=2, default=0)
    received = models.DecimalField(_("Received"), max_digits=18, decimal_places=2, default=0)
    order_count = models.PositiveIntegerField(_("Orders"), default=0)
    last_order_on = models.DateField(_("Last order"), null=True)
    abc = models.CharField(_("ABC"), max_length=1, blank=True)
    r = models.PositiveSmallIntegerField(_("R"), default=0)
    f = models.PositiveSmallIntegerField(_("F"), default=0)
    m = models.PositiveSmallIntegerField(_("M"), default=0)
    stage = models.CharField(_("Stage of life"), max_length=10, choices=Stage, default=Stage.PROSPECT)
    reason = models.CharField(_("Class because"), max_length=200, blank=True)
    is_fixed = models.BooleanField(_("Class fixed by hand"), default=False)
    last_contact_on = models.DateField(_("Last contact"), null=True)
    contact_due_on = models.DateField(_("Contact due"), null=True, db_index=True)

    objects = WorthQuerySet.as_manager()
    access = Access(via="account")

    class Meta:
        verbose_name = _("Worth of a customer")
        verbose_name_plural = _("Worth of customers")

    def __str__(self) -> str:
        return self.account.name

    @property
    def rfm(self) -> str:
        return f"{self.r}-{self.f}-{self.m}" if self.r else ""

    @property
    def is_free(self) -> bool:
        return not self.is_fixed

    @property
    def why(self) -> str:
        """The rule or the person's reason that says the class, with what it saw, in the reader's language."""
        if not self.reason or self.is_fixed:
            return self.reason
        points = self.r + self.f + self.m
        seen = {"amount": money(self.revenue), "abc": self.abc.upper() or "—", "rfm": points or "—", "stage": self.get_stage_display()}
        return f"{self.reason} · " + gettext("revenue %(amount)s, ABC %(abc)s, RFM %(rfm)s, %(stage)s") % seen

    def is_due(self, on: date | None = None) -> bool:
        return self.contact_due_on is not None and self.contact_due_on <= (on or clock.today())
