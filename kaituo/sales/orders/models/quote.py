"""What we offered to a customer, until when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock

from ..choices import QuoteStatus
from ..queries import DocumentLineQuerySet, QuoteQuerySet
from .document import Document, DocumentLine


class Quote(Document):
    prefix = "QU"
    status = models.CharField(_("Status"), max_length=10, choices=QuoteStatus, default=QuoteStatus.DRAFT, editable=False)
    quoted_on = models.DateField(_("Quoted on"), default=clock.today)
    valid_until_on = models.DateField(_("Valid until"), null=True, blank=True)
    sent_on = models.DateField(_("Sent on"), null=True, blank=True, editable=False)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True, editable=False)
    reason = models.CharField(_("Reason"), max_length=300, blank=True, editable=False)

    objects = QuoteQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Quote")
        verbose_name_plural = _("Quotes")
        indexes = [models.Index(fields=["owner", "id"]), models.Index(fields=["status", "valid_until_on"]), models.Index(fields=["quoted_on", "id"])]

    def clean(self) -> None:
        super().clean()
        if self.valid_until_on and self.quoted_on and self.valid_until_on < self.quoted_on:
            raise ValidationError({"valid_until_on": _("A quote is valid at least on its own day.")})

    @property
    def day(self) -> date:
        return self.quoted_on

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.status == QuoteStatus.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.is_active and self.status == QuoteStatus.SENT

    @property
    def can_be_ordered(self) -> bool:
        return self.is_active and self.status in (QuoteStatus.SENT, QuoteStatus.ACCEPTED)


class QuoteLine(DocumentLine):
    parent_name = "quote"
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="lines", verbose_name=_("Quote"))

    objects = DocumentLineQuerySet.as_manager()
    access = Access(via="quote", sensitive=("unit_cost",))

    class Meta(DocumentLine.Meta):
        verbose_name = _("Quote line")
        verbose_name_plural = _("Quote lines")
