"""Notes that are not for everybody. What they say stands in no list, search, export, interface, notice or audit log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..queries import CoachingNoteQuerySet, PrivateNoteQuerySet


class PrivateNote(Record):
    """One person's own note of a meeting: read by its writer alone, whatever anybody's roles say."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="private_notes", verbose_name=_("Meeting"))
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Writer"))
    text = models.TextField(_("Private note"), blank=True, max_length=20000)

    objects = PrivateNoteQuerySet.as_manager()
    access = Access(is_limited=True)
    unlogged = ("text",)

    class Meta:
        verbose_name = _("Private note")
        verbose_name_plural = _("Private notes")
        constraints = [models.UniqueConstraint(fields=["meeting", "writer"], name="one_private_note_each")]

    def __str__(self) -> str:
        return _now("Private note")


class CoachingNote(Record):
    """What a leader notes on the development of one of her people; shown to the person only if the leader says so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="coaching_notes", verbose_name=_("Person"))
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Coach"))
    meeting = models.ForeignKey("meetings.Meeting", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Meeting"))
    text = models.TextField(_("Coaching note"), max_length=20000)
    is_shown = models.BooleanField(_("Show it to her"), default=False)
    on = models.DateField(_("Day"), default=clock.today)

    objects = CoachingNoteQuerySet.as_manager()
    access = Access(owner="person", is_limited=True)
    unlogged = ("text",)

    class Meta:
        verbose_name = _("Coaching note")
        verbose_name_plural = _("Coaching notes")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "coach", "on"])]

    def __str__(self) -> str:
        return _now("Coaching note")
