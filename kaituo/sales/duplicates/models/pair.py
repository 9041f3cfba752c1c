"""Two records that may be one, with how likely that is and why; and the searches that found them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import PairState, ScanState
from ..queries import PairQuerySet


class Scan(Record):
    """One search through all records of a kind."""

    model = models.CharField(_("Kind of record"), max_length=80)
    state = models.CharField(_("State"), max_length=8, choices=ScanState, default=ScanState.WAITING)
    threshold = models.DecimalField(_("From a likelihood of"), max_digits=5, decimal_places=4, default=Decimal("0.95"))
    record_count = models.PositiveIntegerField(_("Records"), default=0)
    pair_count = models.PositiveIntegerField(_("Pairs found"), default=0)
    seconds = models.DecimalField(_("Seconds"), max_digits=9, decimal_places=1, null=True, blank=True)
    problem = models.CharField(_("What went wrong"), max_length=300, blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Search for duplicates")
        verbose_name_plural = _("Searches for duplicates")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state in (ScanState.WAITING, ScanState.FAILED)


class Pair(models.Model):
    """`first_id` is the smaller of the two. `reasons`: [[what was compared, how alike, its weight in bits]], the weightiest first."""

    model = models.CharField(_("Kind of record"), max_length=80)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    first_text = models.CharField(pgettext_lazy("pair", "One"), max_length=200)
    second_text = models.CharField(pgettext_lazy("pair", "Other"), max_length=200)
    likelihood = models.DecimalField(_("Likelihood"), max_digits=6, decimal_places=5)
    reasons = models.JSONField(_("Reasons"), default=list)
    state = models.CharField(_("State"), max_length=9, choices=PairState, default=PairState.OPEN)
    scan = models.ForeignKey(Scan, models.SET_NULL, null=True, related_name="pairs", verbose_name=_("Found by"))
    found_at = models.DateTimeField(pgettext_lazy("when", "Found"), default=clock.now)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Judged by"))

    objects = PairQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = pgettext_lazy("duplicates", "Pair")
        verbose_name_plural = _("Possible duplicates")
        constraints = [models.UniqueConstraint(fields=["model", "first_id", "second_id"], name="a_pair_once")]
        indexes = [models.Index(fields=["state", "-likelihood", "-id"]), models.Index(fields=["model", "second_id"])]

    def __str__(self) -> str:
        return f"{self.first_text} · {self.second_text}"

    @property
    def is_open(self) -> bool:
        return self.state == PairState.OPEN

    @property
    def is_dismissed(self) -> bool:
        return self.state == PairState.DIFFERENT
