"""Something done with a customer: a call, a message, a meeting, a note."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import Kind, Outcome
from ..queries import ActivityQuerySet

SHORT = 60
MINUTES_OF_A_DAY = 24 * 60


class Activity(Record):
    """`happened_at` is when it was done, which may be earlier than when it was written down. Whoever sees the customer sees what was done with it."""

    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="activities", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("Contact"))
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("Opportunity")
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, blank=True, related_name="activities", verbose_name=_("Done by"))
    kind = models.CharField(_("How"), max_length=8, choices=Kind, default=Kind.CALL)
    outcome = models.CharField(_("Outcome"), max_length=12, choices=Outcome, blank=True)
    text = models.TextField(_("What was said"), max_length=5000)
    happened_at = models.DateTimeField(_("When"), default=clock.now)
    minutes = models.PositiveSmallIntegerField(_("Minutes"), null=True, blank=True, validators=[MaxValueValidator(MINUTES_OF_A_DAY)])
    next_on = models.DateField(_("Next contact on"), null=True, blank=True)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    fulfils = models.ForeignKey(
        "activities.FollowUp", models.PROTECT, null=True, blank=True, editable=False, related_name="fulfilled_by", verbose_name=_("Planned as")
    )

    objects = ActivityQuerySet.as_manager()
    access = Access(via="account")

    class Meta:
        verbose_name = _("Follow-up")
        verbose_name_plural = _("Follow-ups")
        indexes = [
            models.Index(fields=["account", "-happened_at"]),
            models.Index(fields=["owner", "-happened_at"]),
            models.Index(fields=["happened_at", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {Truncator(self.text).chars(SHORT)}"

    def clean(self) -> None:
        if self.happened_at and self.happened_at > clock.now():
            raise ValidationError({"happened_at": _("This lies in the future. Plan it as the next contact instead.")})
        if self.next_on and self.happened_at and self.next_on < timezone.localdate(self.happened_at):
            raise ValidationError({"next_on": _("The next contact cannot lie before this one.")})
        if self.contact_id and self.account_id and self.contact.account_id != self.account_id:
            raise ValidationError({"contact": _("This contact belongs to another account.")})
        if self.opportunity_id and self.account_id and self.opportunity.account_id != self.account_id:
            raise ValidationError({"opportunity": _("This opportunity belongs to another account.")})

    def prepare(self) -> None:
        """Whoever writes it down did it, unless another is named."""
        if self.owner_id is None:
            self.owner = self.created_by
