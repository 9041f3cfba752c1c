"""The closed lists of orders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuoteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    EXPIRED = "expired", _("Expired")
    ORDERED = "ordered", _("Ordered")


TAKEN = (QuoteStatus.ACCEPTED, QuoteStatus.ORDERED)
DECIDED = (*TAKEN, QuoteStatus.REJECTED, QuoteStatus.EXPIRED)
QUOTE_TONES = {"draft": "neutral", "sent": "info", "accepted": "good", "rejected": "bad", "expired": "warn", "ordered": "good"}


class OrderStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONFIRMED = "confirmed", _("In process")
    DELIVERED = "delivered", _("Shipped")
    ON_HOLD = "on_hold", _("On hold")
    DISPUTED = "disputed", _("Disputed")
    RESOLVED = "resolved", _("Resolved")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_TONES = {
    "draft": "neutral",
    "confirmed": "info",
    "delivered": "good",
    "on_hold": "warn",
    "disputed": "bad",
    "resolved": "good",
    "returned": "warn",
    "cancelled": "neutral",
}

NOT_BOOKED = (OrderStatus.DRAFT, OrderStatus.CANCELLED)
"""An order in any other state counts as revenue; what came back is subtracted by its return."""

OPEN = (OrderStatus.CONFIRMED, OrderStatus.ON_HOLD, OrderStatus.DISPUTED)
"""Promised and not yet finished: these orders bind credit."""
