"""A check-in or check-out: when, by which clock, and where, as long as positions are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from ..choices import PresenceKind

DIGITS = 4


class Presence(models.Model):
    """The position is rounded to four digits (about eleven metres) and deleted when its time is over; what was concluded from it stays.

    `phone_at` is what the phone's clock said, `sent_at` what it said when sending, `received_at` what ours said then; `happened_at` is reckoned from the three.
    """

    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="presences", verbose_name=_("Visit"))
    kind = models.CharField(_("Kind"), max_length=3, choices=PresenceKind)
    latitude = models.DecimalField(_("Latitude"), max_digits=7, decimal_places=DIGITS, null=True)
    longitude = models.DecimalField(_("Longitude"), max_digits=8, decimal_places=DIGITS, null=True)
    accuracy_m = models.PositiveIntegerField(_("Accuracy, metres"), null=True)
    distance_m = models.PositiveIntegerField(_("Distance, metres"), null=True)
    phone_at = models.DateTimeField(_("By the phone's clock"))
    sent_at = models.DateTimeField(_("Sent, by the phone's clock"))
    received_at = models.DateTimeField(_("Received"))
    happened_at = models.DateTimeField(_("Happened"), db_index=True)
    skew_seconds = models.IntegerField(_("Phone's clock is ahead, seconds"), default=0)
    flags = models.JSONField(_("Noticed"), default=list)
    device = models.CharField(_("Device"), max_length=200, blank=True)

    access = Access(via="visit")

    class Meta:
        verbose_name = _("Check-in or check-out")
        verbose_name_plural = _("Check-ins and check-outs")
        ordering = ["happened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="checked_in_and_out_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
