"""One span of time in which a person held a customer: what claims cost, what cooling and fairness ask."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Began, Ended
from ..queries import TenureQuerySet


class Tenure(Record):
    account = models.ForeignKey("customers.Account", models.CASCADE, related_name="tenures", verbose_name=_("Account"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tenures", verbose_name=_("Held by"))
    pool = models.ForeignKey("allocation.Pool", models.PROTECT, null=True, related_name="tenures", verbose_name=_("Public pool"))
    began = models.CharField(_("Came by"), max_length=12, choices=Began)
    began_on = models.DateField(_("From"))
    ended = models.CharField(_("Went by"), max_length=10, choices=Ended, blank=True)
    ended_on = models.DateField(_("To"), null=True)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    followed_up_count = models.PositiveIntegerField(_("Follow-ups"), default=0)
    first_follow_up_on = models.DateField(_("First follow-up"), null=True)

    objects = TenureQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Time of holding")
        verbose_name_plural = _("Times of holding")
        indexes = [
            models.Index(fields=["person", "began", "began_on"]),
            models.Index(fields=["account", "person", "ended_on"]),
            models.Index(fields=["account", "ended_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.person}"

    @property
    def is_appealable(self) -> bool:
        """Lost by recycling a short while ago, and not appealed against yet."""
        if self.ended != Ended.RECYCLED or self.pool is None or self.ended_on is None:
            return False
        return (clock.today() - self.ended_on).days <= self.pool.appeal_days and not self.appeals.exists()

    @property
    def waiting_days(self) -> int:
        """From receiving the customer to the first follow-up; only asked where there was one."""
        return max((self.first_follow_up_on - self.began_on).days, 0)

    @property
    def day_count(self) -> int:
        return ((self.ended_on or clock.today()) - self.began_on).days
