"""An objection to the loss of a customer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import AppealStatus


class Appeal(Record):
    """As long as it is open nobody claims the customer. The pool's admins decide it."""

    tenure = models.ForeignKey("allocation.Tenure", models.CASCADE, related_name="appeals", verbose_name=_("Time of holding"))
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="appeals", verbose_name=_("Account"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appeals", verbose_name=_("Person"))
    pool = models.ForeignKey("allocation.Pool", models.PROTECT, related_name="appeals", verbose_name=_("Public pool"))
    reason = models.TextField(_("Reason"), max_length=1000)
    status = models.CharField(_("Status"), max_length=8, choices=AppealStatus, default=AppealStatus.OPEN)
    answer = models.TextField(_("Answer"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Decided by"))
    decided_at = models.DateTimeField(_("Decided"), null=True, blank=True)

    access = Access(owner="person")

    class Meta:
        verbose_name = _("Appeal")
        verbose_name_plural = _("Appeals")
        constraints = [models.UniqueConstraint(fields=["tenure"], name="one_appeal_per_tenure")]
        indexes = [models.Index(fields=["status", "account"])]

    def __str__(self) -> str:
        return str(self.account)

    @property
    def is_open(self) -> bool:
        return self.status == AppealStatus.OPEN
