"""What a leaver or a moved rep answers for, and who gets it."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CreditRule, HandOverReason, HandOverStatus, Split

SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class HandOver(Record):
    """`prepared_by` is who arranges it and may see it. `access_ends_on`: the first day on which the person cannot sign in.

    `moves_on`: of somebody who moves to another team; then only what no longer fits is handed over.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="hand_overs", verbose_name=pgettext_lazy("hand-over", "From"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Arranged by")
    )
    reason = models.CharField(_("Reason"), max_length=8, choices=HandOverReason, default=HandOverReason.LEAVES)
    access_ends_on = models.DateField(_("First day without access"), null=True, blank=True)
    moves_on = models.DateField(_("First day in the new team"), null=True, editable=False)
    mode = models.CharField(_("Divided"), max_length=8, choices=Split, default=Split.IN_TURN)
    credit_rule = models.CharField(_("Orders confirmed afterwards count for"), max_length=8, choices=CreditRule, default=CreditRule.RECEIVER)
    former_share = models.DecimalField(
        _("Share of whoever goes"), max_digits=5, decimal_places=4, default=Decimal("0.5"), validators=SHARE, help_text=_("0.1 is 10 %")
    )
    credit_days = models.PositiveSmallIntegerField(_("For so many days"), default=90, validators=[MaxValueValidator(730)])
    note = models.TextField(_("Note"), blank=True)
    status = models.CharField(_("Status"), max_length=8, choices=HandOverStatus, default=HandOverStatus.DRAFT, editable=False)
    done_at = models.DateTimeField(_("Carried out"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Carried out by")
    )
    undone_at = models.DateTimeField(_("Taken back"), null=True, editable=False)

    access = Access(owner="prepared_by")

    class Meta:
        verbose_name = _("Hand-over")
        verbose_name_plural = _("Hand-overs")
        indexes = [models.Index(fields=["status", "access_ends_on"])]

    def __str__(self) -> str:
        return str(self.person)

    def prepare(self) -> None:
        self.prepared_by_id = self.prepared_by_id or self.created_by_id

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.status == HandOverStatus.DRAFT

    @property
    def is_done(self) -> bool:
        return self.status == HandOverStatus.DONE

    def share_of_former(self) -> Decimal:
        """What the credit rule leaves of an order to whoever went."""
        return {CreditRule.RECEIVER: Decimal(0), CreditRule.FORMER: Decimal(1)}.get(self.credit_rule, self.former_share)

    def still_credits(self, on: date) -> bool:
        """Whether the credit rule holds on the day."""
        return self.is_done and self.done_at is not None and (on - timezone.localdate(self.done_at)).days <= self.credit_days


class HandOverReceiver(Record):
    """One of those among whom it is divided."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="receivers", verbose_name=_("Hand-over"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))
    weight = models.PositiveSmallIntegerField(_("Weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])

    access = Access(via="handover")

    class Meta:
        verbose_name = _("Receiver")
        verbose_name_plural = _("Receivers")

    def __str__(self) -> str:
        return str(self.person)

    def clean(self) -> None:
        if self.handover_id and self.person_id == self.handover.person_id:
            raise ValidationError({"person": _("Nobody receives what is her own.")})


class HandOverRow(Record):
    """One record, and who gets it. `is_passed_on`: else it is only shown, to be dealt with by hand."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="rows", verbose_name=_("Hand-over"))
    model = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    text = models.CharField(_("Record"), max_length=200)
    account = models.ForeignKey("customers.Account", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Account"))
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=pgettext_lazy("hand-over", "To")
    )
    is_passed_on = models.BooleanField(default=True)
    is_done = models.BooleanField(_("Handed over"), default=False)

    access = Access(via="handover")

    class Meta:
        verbose_name = _("Record of a hand-over")
        verbose_name_plural = _("Records of a hand-over")
        indexes = [models.Index(fields=["handover", "model"]), models.Index(fields=["model", "record_id"])]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if not self.handover.is_draft:
            raise ValidationError({"receiver": _("This hand-over was carried out.")})
        if not self.is_passed_on and self.receiver_id:
            raise ValidationError({"receiver": _("This is not passed on; see to it by hand.")})
        if self.receiver_id == self.handover.person_id:
            raise ValidationError({"receiver": _("Nobody receives what is her own.")})
