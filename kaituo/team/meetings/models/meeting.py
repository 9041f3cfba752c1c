"""A meeting with who takes part, what it is about and what came of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record
from kaituo.foundation.ui.formats import instant

from ..choices import ItemState, MeetingKind, MeetingState, Repeats
from ..queries import AgendaQuerySet, MeetingQuerySet

DAY_MINUTES = 1440


class Meeting(Record):
    """Of a series `root` is the first one; closing one plans the next. `person`: of a one-on-one, with whom the leader meets."""

    kind = models.CharField(_("Kind"), max_length=10, choices=MeetingKind, default=MeetingKind.MEETING, editable=False)
    title = models.CharField(_("Title"), max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings", verbose_name=_("Called by"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="one_on_ones",
        verbose_name=pgettext_lazy("meeting", "With"),
    )
    starts_at = models.DateTimeField(_("Begins"))
    minutes = models.PositiveSmallIntegerField(_("Minutes long"), default=60, validators=[MinValueValidator(5), MaxValueValidator(DAY_MINUTES)])
    place = models.CharField(pgettext_lazy("where", "Place"), max_length=200, blank=True)
    zoom_url = models.URLField(_("Zoom link"), max_length=1000, blank=True)
    teams_url = models.URLField(_("Teams link"), max_length=1000, blank=True)
    tencent_url = models.URLField(_("Tencent Meeting link"), max_length=1000, blank=True)
    repeats = models.CharField(_("Repeats"), max_length=12, choices=Repeats, blank=True, default="")
    anchor_day = models.PositiveSmallIntegerField(default=0, editable=False)
    root = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="following", verbose_name=_("Series"))
    state = models.CharField(_("State"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED, editable=False)
    protocol = models.TextField(
        pgettext_lazy("meeting", "Minutes"), blank=True, help_text=_("For a series, what stands here at first is offered anew each time")
    )
    outline = models.TextField(editable=False, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    access = Access(owner="owner", is_limited=True)
    shows_tasks_itself = True

    class Meta:
        verbose_name = _("Meeting")
        verbose_name_plural = _("Meetings")
        indexes = [models.Index(fields=["starts_at", "id"]), models.Index(fields=["root", "starts_at"]), models.Index(fields=["owner", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.person_id and self.person_id == self.owner_id:
            raise ValidationError({"owner": _("Nobody meets herself.")})

    def prepare(self) -> None:
        if self._state.adding and self.repeats:
            self.outline = self.outline or self.protocol

    def begins_text(self) -> str:
        return instant(self.starts_at)

    begins_text.label = _("Begins")

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def first_id(self) -> int:
        """The key under which the tasks of the whole series are kept."""
        return self.root_id or self.pk

    @property
    def is_planned(self) -> bool:
        return self.is_active and self.state == MeetingState.PLANNED

    @property
    def is_one_on_one(self) -> bool:
        return self.kind == MeetingKind.ONE_ON_ONE


class Attendee(Record):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name=_("Meeting"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))

    access = Access(via="meeting")

    class Meta:
        verbose_name = _("Attendee")
        verbose_name_plural = _("Attendees")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="an_attendee_once_per_meeting")]

    def __str__(self) -> str:
        return str(self.person)


class AgendaItem(Record):
    """Open, it goes on to the next meeting of the series until it is dealt with. `carried_count`: how often it has."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("Meeting"))
    text = models.CharField(_("Topic"), max_length=300)
    state = models.CharField(_("State"), max_length=10, choices=ItemState, default=ItemState.OPEN, editable=False)
    outcome = models.CharField(_("Outcome"), max_length=500, blank=True)
    carried_count = models.PositiveSmallIntegerField(_("Carried over"), default=0, editable=False)

    objects = AgendaQuerySet.as_manager()
    access = Access(via="meeting")

    class Meta:
        verbose_name = _("Agenda item")
        verbose_name_plural = _("Agenda")
        ordering = ["-carried_count", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.is_active and self.state == ItemState.OPEN


class Decision(Record):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name=_("Meeting"))
    text = models.CharField(pgettext_lazy("meeting", "Decision"), max_length=500)

    access = Access(via="meeting")

    class Meta:
        verbose_name = pgettext_lazy("meeting", "Decision")
        verbose_name_plural = pgettext_lazy("meeting", "Decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
