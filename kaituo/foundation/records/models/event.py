"""What happened: audit log, timeline and webhook source in one append-only table."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from .. import clock
from ..facts import FACTS


class AppendOnly(TypeError):
    """Somebody tried to change or delete what has happened."""


class EventQuerySet(models.QuerySet):
    def about(self, row: models.Model) -> "EventQuerySet":
        return self.filter(subject_type=row._meta.label, subject_id=row.pk)

    def update(self, **_fields):
        raise AppendOnly("events are never changed")

    def delete(self):
        raise AppendOnly("events are never deleted")


class Event(models.Model):
    row: models.Model | None = None
    """The record itself, where it was written in this moment together with others; never kept."""

    name = models.CharField(_("Fact"), max_length=80)
    subject_type = models.CharField(_("Kind of record"), max_length=80)
    subject_id = models.BigIntegerField(_("Record"))
    subject_text = models.CharField(_("Subject"), max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Who"))
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("On behalf of"))
    at = models.DateTimeField(_("When"), default=clock.now)
    changes = models.JSONField(_("Changes"), default=dict)
    inputs = models.JSONField(_("Inputs"), default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    objects = EventQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Event")
        verbose_name_plural = _("Events")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="event_timeline"),
            models.Index(fields=["actor", "-id"], name="event_by_actor"),
            models.Index(fields=["name", "subject_type", "-id"], name="event_by_name"),
        ]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args, **options) -> None:
        if self.pk is not None:
            raise AppendOnly("events are never changed")
        super().save(*args, **options)

    def delete(self, *args, **options):
        raise AppendOnly("events are never deleted")

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        declared = FACTS.get(self.name)
        if declared is None:
            return f"{self.actor}: {self.name} {self.subject_text}"
        return str(declared.sentence) % {**self.inputs, "actor": self.actor, "subject": self.subject_text}

    @property
    def shown_changes(self) -> list[tuple[str, Any, Any]]:
        """(label, before, after) of the fields that people know by name."""
        try:
            fields = {field.name: field for field in apps.get_model(self.subject_type)._meta.concrete_fields if field.editable}
        except LookupError:
            return []
        return [(fields[name].verbose_name, then, now) for name, (then, now) in self.changes.items() if name in fields and then is not None]


class Seal(models.Model):
    """A link of the chain that makes later tampering evident: the hash of a run of events and of the seal before."""

    first_event_id = models.BigIntegerField()
    last_event_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.first_event_id}–{self.last_event_id}"
