"""A conference at a service that belongs to a meeting here."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.integrations.answers import plainly

from ..choices import LinkState
from ..platforms import Made

PATIENCE = timedelta(minutes=2)


class ConferenceLink(Record):
    """`told` is the digest of what the service knows of the meeting: where it differs, the service is told anew."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="conference_links", verbose_name=_("Meeting"))
    service = models.ForeignKey("conferences.ConferenceService", models.PROTECT, related_name="links", verbose_name=_("Conference service"))
    state = models.CharField(_("State"), max_length=8, choices=LinkState, default=LinkState.MAKING, editable=False)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    remote_id = models.CharField(max_length=300, blank=True, editable=False)
    host = models.CharField(max_length=254, blank=True, editable=False)
    url = models.URLField(_("Link"), max_length=1000, blank=True, editable=False)
    told = models.CharField(max_length=64, blank=True, editable=False)
    problem = models.CharField(_("Problem"), max_length=300, blank=True, editable=False)

    access = Access(via="meeting")

    class Meta:
        verbose_name = _("Conference link")
        verbose_name_plural = _("Conference links")
        constraints = [models.UniqueConstraint(fields=["meeting", "service"], name="one_link_per_meeting_and_service")]

    def __str__(self) -> str:
        return f"{self.service} · {self.meeting}"

    @property
    def made(self) -> Made:
        return Made(self.remote_id, self.url, self.host)

    @property
    def is_ready(self) -> bool:
        return self.state == LinkState.READY

    def is_being_made(self, now: datetime) -> bool:
        """Somebody pressed the button a moment ago."""
        return self.state == LinkState.MAKING and self.begun_at > now - PATIENCE

    @property
    def problem_said(self) -> str:
        return plainly(self.problem)
