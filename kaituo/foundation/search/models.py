"""The index: by what each record is found. It is derived: `rebuild_search` makes it anew. Titles are read from the records themselves, so none is out of date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .queries import DocumentQuerySet


class Document(models.Model):
    """`words` are open to everybody who sees the record; `guarded_words` only to those who see its sensitive fields."""

    model = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    words = models.TextField()
    guarded_words = models.TextField(blank=True)
    pairs = models.TextField()
    guarded_pairs = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Search entry")
        verbose_name_plural = _("Search entries")
        constraints = [models.UniqueConstraint(fields=["model", "record_id"], name="one_search_entry_per_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.record_id}"


class Renewal(models.Model):
    """How far a walk through all records has come; no row when none is under way."""

    label = models.CharField(max_length=80)
    after = models.BigIntegerField(default=0)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Renewal of the search index")
        verbose_name_plural = _("Renewals of the search index")

    def __str__(self) -> str:
        return f"{self.label} {self.after}"
