"""One visit to a customer, from plan to judgement."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.ui.formats import day

from ..choices import Flag, Judgement, State
from ..queries import VisitQuerySet


class Visit(Record):
    """`key` is its name on the phone, which may begin a visit without a network. `due_on` is the day for which it was planned when that day began.

    `happened_at` of its check-ins is kept apart (`Presence`), with the positions that are deleted after a while.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    account = models.ForeignKey("customers.Account", models.PROTECT, related_name="visits", verbose_name=_("Account"))
    contact = models.ForeignKey("customers.Contact", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("Contact"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits", verbose_name=_("Visited by"))
    visit_type = models.ForeignKey("visits.VisitType", models.PROTECT, related_name="visits", verbose_name=_("Visit type"))
    planned_on = models.DateField(_("Planned for"), default=clock.today)
    at = models.TimeField(_("Hour"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("Place in the route"), default=0, editable=False)
    what = models.CharField(_("What for"), max_length=200, blank=True)
    is_unplanned = models.BooleanField(_("Without a plan"), default=False, editable=False)
    due_on = models.DateField(_("Due on"), null=True, editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    began_at = models.DateTimeField(_("Checked in"), null=True, editable=False)
    ended_at = models.DateTimeField(_("Checked out"), null=True, editable=False)
    done_on = models.DateField(pgettext_lazy("visit", "Visited on"), null=True, editable=False)
    opens_day = models.BooleanField(_("First of the day"), default=False, editable=False)
    minutes = models.PositiveSmallIntegerField(_("Minutes on site"), null=True, editable=False)
    distance_m = models.PositiveIntegerField(_("Distance, metres"), null=True, editable=False)
    flags = models.JSONField(_("Noticed"), default=list, blank=True, editable=False)
    judgement = models.CharField(_("Judgement"), max_length=8, choices=Judgement, blank=True, default=Judgement.NONE, editable=False)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Judged by"))
    reason = models.CharField(_("Why"), max_length=200, blank=True, editable=False)
    summary = models.TextField(_("What came of it"), max_length=5000, blank=True, editable=False)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True, editable=False)
    next_on = models.DateField(_("Next contact on"), null=True, editable=False)

    objects = VisitQuerySet.as_manager()
    access = Access(owner="owner")

    class Meta:
        verbose_name = _("Visit")
        verbose_name_plural = _("Visits")
        indexes = [
            models.Index(fields=["owner", "planned_on"]),
            models.Index(fields=["account", "-done_on"]),
            models.Index(fields=["state", "planned_on"]),
            models.Index(fields=["judgement", "id"]),
            models.Index(fields=["planned_on", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {day(self.planned_on, 'short')}"

    def clean(self) -> None:
        if self.contact_id and self.account_id and self.contact.account_id != self.account_id:
            raise ValidationError({"contact": _("This contact belongs to another account.")})
        if self.pk is None and not self.is_unplanned and self.planned_on and self.planned_on < clock.today():
            raise ValidationError({"planned_on": _("A visit is not planned for a day that is over.")})

    def prepare(self) -> None:
        """Until its day has begun a plan may still move without counting as not kept."""
        if self.state == State.PLANNED and not self.is_unplanned and (self.due_on is None or self.due_on > clock.today()):
            self.due_on = self.planned_on

    @property
    def can_begin(self) -> bool:
        return self.is_active and self.state in {State.PLANNED, State.MISSED}

    @property
    def is_planned(self) -> bool:
        return self.is_active and self.state == State.PLANNED

    @property
    def is_under_way(self) -> bool:
        return self.is_active and self.state == State.UNDER_WAY

    @property
    def is_waiting(self) -> bool:
        return self.is_active and self.judgement == Judgement.WAITING

    def is_overdue(self, *, on: date | None = None) -> bool:
        return self.is_planned and self.planned_on < (on or clock.today())

    is_overdue.label = _("Overdue")

    def noticed(self) -> str:
        """In the reader's words."""
        return "、".join(str(Flag(flag).label) for flag in self.flags if flag in Flag.values)

    noticed.label = _("Noticed")
