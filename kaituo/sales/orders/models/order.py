"""What a customer bought. Its state is moved by verbs; history may be entered in any state, with its dates."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from ..choices import NOT_BOOKED, OPEN, OrderStatus
from ..queries import OrderLineQuerySet, OrderQuerySet
from .document import Document, DocumentLine


class Order(Document):
    """`credited_to` is who earned it where that is no longer the responsible rep: a hand-over does not rewrite last month."""

    prefix = "SO"
    quote = models.ForeignKey("orders.Quote", models.SET_NULL, null=True, blank=True, related_name="orders", verbose_name=_("Quote"))
    status = models.CharField(_("Status"), max_length=10, choices=OrderStatus, default=OrderStatus.DRAFT)
    ordered_on = models.DateField(_("Ordered on"), default=clock.today)
    confirmed_on = models.DateField(_("Confirmed on"), null=True, blank=True)
    required_on = models.DateField(_("Required by"), null=True, blank=True)
    delivered_on = models.DateField(_("Delivered on"), null=True, blank=True)
    cancelled_on = models.DateField(_("Cancelled on"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    credited_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("Credited to")
    )

    objects = OrderQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Order")
        verbose_name_plural = _("Orders")
        indexes = [
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["status", "id"]),
            models.Index(fields=["ordered_on", "id"]),
            models.Index(fields=["net_amount", "id"]),
            models.Index(fields=["account", "status"]),
        ]

    def clean(self) -> None:
        super().clean()
        self.keep_credit()

    def keep_credit(self) -> None:
        """A booked order that goes to another rep, whichever way, stays credited to whoever earned it; a draft earned nothing yet.

        Giving the credit itself to somebody else is a deed of its own: sharing it.
        """
        held = Order.objects.filter(pk=self.pk, credited_to__isnull=True).exclude(status__in=NOT_BOOKED) if self.pk else Order.objects.none()
        earner = held.exclude(owner=self.owner_id).values_list("owner_id", flat=True).first()
        if earner and self.credited_to_id is None:
            self.credited_to_id = earner

    @property
    def day(self) -> date:
        return self.ordered_on

    @property
    def booked_on(self) -> date:
        """The day on which it counts as revenue; history that knows no confirmation counts on the day of the order."""
        return self.confirmed_on or self.ordered_on

    @property
    def delivery_days(self) -> int:
        """From booking to delivery; only asked where it was delivered."""
        return max((self.delivered_on - self.booked_on).days, 0)

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.status == OrderStatus.DRAFT

    @property
    def is_confirmed(self) -> bool:
        return self.is_active and self.status == OrderStatus.CONFIRMED

    @property
    def is_held(self) -> bool:
        return self.is_active and self.status == OrderStatus.ON_HOLD

    @property
    def is_disputed(self) -> bool:
        return self.is_active and self.status == OrderStatus.DISPUTED

    @property
    def is_open(self) -> bool:
        return self.is_active and self.status in OPEN

    @property
    def is_booked(self) -> bool:
        return self.status not in NOT_BOOKED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.required_on is not None and self.required_on < clock.today()

    @property
    def can_be_disputed(self) -> bool:
        return self.is_active and self.status in (OrderStatus.CONFIRMED, OrderStatus.ON_HOLD, OrderStatus.DELIVERED)

    @property
    def is_unfinished(self) -> bool:
        return self.is_draft or self.is_open

    @property
    def can_be_cancelled(self) -> bool:
        return self.is_unfinished

    @property
    def can_be_taken_back(self) -> bool:
        return self.is_active and self.status in (OrderStatus.DELIVERED, OrderStatus.DISPUTED, OrderStatus.RESOLVED)


class OrderLine(DocumentLine):
    """What came back stands here too, as a line of its return with a negative quantity."""

    parent_name = "order"
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("Order"))
    returned = models.ForeignKey(
        "orders.Return", models.PROTECT, null=True, blank=True, editable=False, related_name="lines", verbose_name=_("Return")
    )
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="taken_back", verbose_name=_("Line it takes back")
    )

    objects = OrderLineQuerySet.as_manager()
    access = Access(via="order", sensitive=("unit_cost",))

    class Meta(DocumentLine.Meta):
        verbose_name = _("Order line")
        verbose_name_plural = _("Order lines")

    def clean(self) -> None:
        super().clean()
        if (self.quantity < 0) != (self.returned_id is not None):
            raise ValidationError({"quantity": _("Only what comes back has a negative quantity; use “Take back”.")})

    @property
    def booked_on(self) -> date:
        return self.returned.returned_on if self.returned_id else self.order.booked_on

    @property
    def rest(self) -> Decimal:
        """The quantity that has not come back yet."""
        return self.quantity + sum(self.taken_back.values_list("quantity", flat=True), Decimal(0))

    @property
    def list_amount(self) -> Decimal:
        """What it would cost without any discount."""
        return self.quantity * self.unit_price

    @property
    def returned_amount(self) -> Decimal:
        """Of a line that came back: what it takes away, as a positive amount."""
        return -self.net_amount

    @property
    def margin(self) -> Decimal:
        """What it earns above its cost; only asked where the cost is known."""
        return self.net_amount - self.quantity * (self.unit_cost or Decimal(0))
