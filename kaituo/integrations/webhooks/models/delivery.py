"""One event on its way to one subscription, with what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Event, Record

from ..choices import DeliveryState
from .subscription import Subscription


class Delivery(Record):
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries", verbose_name=_("Webhook"))
    event = models.ForeignKey(Event, models.PROTECT, related_name="+", verbose_name=_("Event"))
    fact = models.CharField(_("Fact"), max_length=80)
    state = models.CharField(_("State"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempt_count = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    response_code = models.PositiveSmallIntegerField(pgettext_lazy("webhook", "Answer"), null=True, blank=True)
    duration_ms = models.PositiveIntegerField(_("Milliseconds"), null=True, blank=True)
    problem = models.CharField(_("Problem"), max_length=200, blank=True)
    next_try_at = models.DateTimeField(_("Next try"), null=True, blank=True)
    delivered_at = models.DateTimeField(pgettext_lazy("when", "Delivered"), null=True, blank=True)

    access = Access(via="subscription")

    class Meta:
        verbose_name = _("Webhook message")
        verbose_name_plural = _("Webhook messages")
        constraints = [models.UniqueConstraint(fields=["subscription", "event"], name="one_delivery_per_subscription_and_event")]
        indexes = [models.Index(fields=["subscription", "-id"], name="delivery_newest")]

    def __str__(self) -> str:
        return f"{self.fact} {self.pk}"

    @property
    def may_be_sent_again(self) -> bool:
        return self.state != DeliveryState.WAITING and self.subscription.is_on
