"""The base of every business record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import clock
from ..writing import insert_many

DERIVED = {"sort_key"}
"""Derived fields, written whenever any other field is."""


class RecordQuerySet(models.QuerySet):
    def active(self) -> "RecordQuerySet":
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "RecordQuerySet":
        return self.filter(archived_at__isnull=False)

    def bulk_create(self, objs, batch_size=None, **options):
        """In few statements (`writing`), unless something is asked that only Django's own way knows."""
        if options:
            return super().bulk_create(objs, batch_size=batch_size, **options)
        rows = list(objs)
        insert_many(rows)
        return rows


class Record(models.Model):
    """Counts its versions, so that a second editor is shown what the first one changed; is archived, never deleted."""

    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(pgettext_lazy("when", "Created"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("Created by")
    )
    updated_at = models.DateTimeField(pgettext_lazy("when", "Changed"), default=clock.now, editable=False)
    archived_at = models.DateTimeField(pgettext_lazy("when", "Archived"), null=True, blank=True, editable=False)
    extra = models.JSONField(_("Custom fields"), default=dict, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()
    locked_after = ""
    """A relation whose row every writer holds before this one, so that two who write both never wait for each other."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options) -> None:
        self.prepare()
        self.version += 1
        self.updated_at = clock.now()
        if update_fields is not None:
            update_fields = {*update_fields, *DERIVED & {field.name for field in self._meta.concrete_fields}, "version", "updated_at"}
        super().save(*args, update_fields=update_fields, **options)

    def prepare(self) -> None:
        """Fill what follows from other fields (number, sort key) before the row is written, alone or with thousands of others."""

    @property
    def is_active(self) -> bool:
        return self.archived_at is None

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def label(self) -> str:
        """ "pipeline.Opportunity": how events, shares and tags name the kind."""
        return self._meta.label
