"""A notice on its way through one channel, and how fast a channel has been used lately."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..channels import CHANNELS
from ..choices import DEAD, DeliveryState
from ..queries import DeliveryQuerySet
from .notice import Notice


class Delivery(Record):
    """One row for each notice, channel and address of the channel.

    It is marked as being sent before it is, and as sent afterwards. Whatever ends the process in between leaves it marked as being sent: such a delivery is
    sent again only on channels that bear repeating, and else waits for somebody to decide, because nobody knows whether it arrived.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("Notice"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notice_deliveries", verbose_name=_("Person")
    )
    """None: it goes to a group."""
    channel = models.CharField(_("Channel"), max_length=40)
    target = models.BigIntegerField(_("Address of the channel"), default=0)
    state = models.CharField(_("State"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField(_("To be sent at"), default=timezone.now)
    attempt_count = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)
    answer = models.CharField(pgettext_lazy("delivery", "Answer"), max_length=300, blank=True)
    sending_since = models.DateTimeField(_("Being sent since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Sent at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()
    access = Access(owner="person")

    class Meta:
        verbose_name = _("Notice delivery")
        verbose_name_plural = _("Notice deliveries")
        constraints = [models.UniqueConstraint(fields=["notice", "channel", "target"], name="one_delivery_per_notice_and_channel")]
        indexes = [models.Index(fields=["state", "due_at"], name="deliveries_due")]

    def __str__(self) -> str:
        return f"{self.channel_label()} · {self.kind_label()}"

    def channel_label(self) -> str:
        return str(CHANNELS[self.channel].label) if self.channel in CHANNELS else self.channel

    channel_label.label = _("Channel")

    def kind_label(self) -> str:
        return self.notice.kind_label

    kind_label.label = _("What")

    def problem_said(self) -> str:
        """Our own reasons in the reader's language; what the other side said as it said it."""
        return gettext(self.problem) if self.problem else ""

    problem_said.label = _("Problem")

    @property
    def is_dead(self) -> bool:
        return self.state in DEAD

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in (*DEAD, DeliveryState.DROPPED)

    @property
    def may_be_dropped(self) -> bool:
        return self.state in (*DEAD, DeliveryState.WAITING)


class Pace(models.Model):
    """The instants at which a channel was last used, in milliseconds since 1970, and until when the other side asked to be left alone."""

    key = models.CharField(_("What is counted together"), max_length=120, unique=True)
    sent = models.JSONField(_("Sent at"), default=list)
    blocked_until = models.DateTimeField(_("Left alone until"), null=True)

    class Meta:
        verbose_name = _("Pace of a channel")
        verbose_name_plural = _("Paces of channels")

    def __str__(self) -> str:
        return self.key
