"""One import and, row by row, what it did: that is what undo reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import BatchState, Deed, Mode


class Batch(Record):
    """Uploaded through a page it keeps its file until it is done: `slug` names the screen (empty: a package), `mapping` is field → heading.

    A long one is written in portions: `done_rows` of the file are in; `digest` is of the file and its map where it is read from its own place;
    `errors` is the file of rows to mend.
    """

    name = models.CharField(_("File or package"), max_length=200)
    state = models.CharField(_("State"), max_length=8, choices=BatchState, default=BatchState.RUNNING)
    created_count = models.PositiveIntegerField(pgettext_lazy("import", "New"), default=0)
    changed_count = models.PositiveIntegerField(pgettext_lazy("import", "Changed"), default=0)
    same_count = models.PositiveIntegerField(_("Unchanged"), default=0)
    ended_at = models.DateTimeField(_("Ended"), null=True, blank=True)
    faults = models.JSONField(_("Errors"), default=list, blank=True)
    slug = models.CharField(max_length=60, blank=True, editable=False)
    file = models.FileField(upload_to="imports/", blank=True, editable=False)
    headings = models.JSONField(default=list, blank=True, editable=False)
    mapping = models.JSONField(default=dict, blank=True, editable=False)
    reading = models.JSONField(default=dict, blank=True, editable=False)
    mode = models.CharField(_("What is done"), max_length=6, choices=Mode, default=Mode.UPSERT)
    key = models.CharField(_("Found again by"), max_length=60, blank=True)
    leaves_out = models.BooleanField(_("Leave out the rows with errors"), default=False)
    makes_missing = models.BooleanField(_("Create customers and other records that rows name and that are missing"), default=False)
    left_out_count = models.PositiveIntegerField(_("Left out"), default=0)
    row_count = models.PositiveIntegerField(_("Rows"), default=0, editable=False)
    in_portions = models.BooleanField(default=False, editable=False)
    done_rows = models.PositiveIntegerField(_("Rows done"), default=0, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    errors = models.FileField(upload_to="imports/", blank=True, editable=False)
    pool = models.ForeignKey("allocation.Pool", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Straight into the pool"))

    access = Access(owner="created_by")

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Imports")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it may still be run: being checked, refused, or begun and not ended."""
        return bool(self.file) and self.state in (BatchState.UPLOADED, BatchState.REFUSED, BatchState.RUNNING, BatchState.HALTED)

    @property
    def is_running(self) -> bool:
        return self.state == BatchState.RUNNING

    @property
    def is_busy(self) -> bool:
        return self.state in (BatchState.RUNNING, BatchState.UNDOING)

    @property
    def can_be_undone(self) -> bool:
        return self.state == BatchState.DONE and not self.in_portions

    @property
    def can_be_taken_back(self) -> bool:
        """A portion at a time."""
        return self.in_portions and self.state in (BatchState.DONE, BatchState.HALTED)


class BatchRow(models.Model):
    """`before` holds, of a changed record, the values it had."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    model = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    deed = models.CharField(max_length=7, choices=Deed)
    before = models.JSONField(default=dict)

    access = Access(via="batch")

    class Meta:
        indexes = [models.Index(fields=["model", "record_id"])]

    def __str__(self) -> str:
        return f"{self.deed} {self.model} {self.record_id}"
