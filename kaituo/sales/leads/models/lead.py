"""Somebody who showed interest and is no customer yet."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.records import clock
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import entrance
from kaituo.foundation.records.numbering import next_number
from kaituo.sales.customers.choices import Industry
from kaituo.sales.customers.models.place import Placed
from kaituo.sales.pipeline.choices import Source

from ..choices import OPEN, EntryPath, LeadStatus
from ..queries import LeadQuerySet
from .answer_rule import promised_after

OUTSIDE = (Door.PUBLIC, Door.API)
"""Doors by which somebody comes who waits for an answer; what a rep or a file enters was spoken of already."""


class Lead(Placed):
    """`score_steps` keeps the rules that made the score, as [name, points]."""

    number = models.CharField(_("Number"), max_length=40, unique=True, blank=True)
    name = models.CharField(_("Company"), max_length=200, blank=True, db_index=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    person = models.CharField(pgettext_lazy("lead", "Contact person"), max_length=120, blank=True)
    title = models.CharField(pgettext_lazy("job", "Position"), max_length=120, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True, db_index=True)
    email = models.EmailField(_("E-mail"), blank=True, db_index=True)
    wechat = models.CharField(_("WeChat"), max_length=60, blank=True)
    website = models.URLField(_("Website"), blank=True)
    industry = models.CharField(_("Industry"), max_length=20, choices=Industry, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    source = models.CharField(_("Source"), max_length=12, choices=Source, blank=True)
    campaign = models.CharField(_("Campaign"), max_length=120, blank=True, db_index=True)
    product = models.ForeignKey("catalog.Product", models.SET_NULL, null=True, blank=True, related_name="leads", verbose_name=_("Interested in"))
    need = models.TextField(_("What they need"), max_length=5000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("Responsible rep")
    )
    status = models.CharField(_("Status"), max_length=12, choices=LeadStatus, default=LeadStatus.NEW, editable=False)
    path = models.CharField(_("Came in by"), max_length=6, choices=EntryPath, default=EntryPath.FORM, editable=False)
    web_form = models.ForeignKey(
        "leads.WebForm", models.SET_NULL, null=True, blank=True, editable=False, related_name="leads", verbose_name=_("Web form")
    )
    score = models.PositiveSmallIntegerField(_("Score"), default=0, editable=False)
    score_steps = models.JSONField(default=list, editable=False)
    followed_up_on = models.DateField(_("Last follow-up"), null=True, blank=True, editable=False)
    follow_up_on = models.DateField(_("Next follow-up"), null=True, blank=True)
    answer_due_at = models.DateTimeField(_("To be answered by"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("Reason"), max_length=200, blank=True, editable=False)
    converted_on = models.DateField(_("Converted on"), null=True, blank=True, editable=False)
    account = models.ForeignKey(
        "customers.Account", models.SET_NULL, null=True, blank=True, editable=False, related_name="leads", verbose_name=_("Account")
    )
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, blank=True, editable=False, related_name="leads", verbose_name=_("Contact")
    )
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", models.SET_NULL, null=True, blank=True, editable=False, related_name="leads", verbose_name=_("Opportunity")
    )

    objects = LeadQuerySet.as_manager()
    access = Access(owner="owner", sensitive=("phone", "email", "wechat"))

    class Meta:
        verbose_name = _("Lead")
        verbose_name_plural = _("Leads")
        indexes = [
            models.Index(fields=["owner", "id"]),
            models.Index(fields=["status", "id"]),
            models.Index(fields=["score", "id"]),
            models.Index(fields=["created_at", "id"]),
            models.Index(Lower("email"), name="leads_by_email"),
            models.Index(fields=["answer_due_at"], condition=Q(answered_at=None), name="leads_that_wait"),
        ]

    def __str__(self) -> str:
        return self.name or self.person or self.number

    def prepare(self) -> None:
        super().prepare()
        self.sort_key = sort_key(self.name or self.person)
        self.number = self.number or next_number("L-")
        door = entrance()
        if self._state.adding and door is not None and door.door in OUTSIDE:
            self.answer_due_at = promised_after(self.created_at)

    def clean(self) -> None:
        super().clean()
        if not (self.name or self.person):
            raise ValidationError({"name": _("Name the company or the person.")})

    @property
    def is_open(self) -> bool:
        return self.is_active and self.status in OPEN

    @property
    def is_waiting(self) -> bool:
        """Nobody has answered yet although that was promised."""
        return self.is_open and self.answer_due_at is not None and self.answered_at is None

    @property
    def is_unqualified(self) -> bool:
        return self.is_open and self.status != LeadStatus.QUALIFIED

    @property
    def is_disqualified(self) -> bool:
        return self.status == LeadStatus.DISQUALIFIED

    def is_overdue(self, on: date | None = None) -> bool:
        """The day on which it was to be followed up has passed."""
        return self.is_open and self.follow_up_on is not None and self.follow_up_on < (on or clock.today())

    def facts(self) -> dict[str, str]:
        """What scoring rules ask: closed lists by their key and their word alike stand as the key."""
        plain = {
            name: str(getattr(self, name) or "") for name in ("name", "person", "title", "phone", "email", "wechat", "website", "need", "campaign")
        }
        place = {name: str(getattr(self, name) or "") for name in ("industry", "country", "region", "city", "source", "path")}
        return plain | place | {"product": str(self.product or "")}
