"""Two records of one kind that became one, with everything needed to take them apart again."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access

from .. import clock


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """`moved`: [{model, field, ids}] of what was hung onto the survivor; `before` and `taken`: the survivor's fields before and after."""

    model = models.CharField(_("Kind of record"), max_length=80)
    survivor_id = models.BigIntegerField()
    survivor_text = models.CharField(_("Kept"), max_length=200)
    loser_id = models.BigIntegerField()
    loser_text = models.CharField(_("Merged into it"), max_length=200)
    moved = models.JSONField(default=list)
    moved_count = models.PositiveIntegerField(_("Records that went along"), default=0)
    before = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)
    was_archived_at = models.DateTimeField(null=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Merged by"))
    merged_at = models.DateTimeField(_("Merged"), default=clock.now)
    undone_at = models.DateTimeField(pgettext_lazy("merge", "Taken apart"), null=True)

    objects = MergeQuerySet.as_manager()
    access = Access(owner="merged_by")

    class Meta:
        verbose_name = pgettext_lazy("records", "Merge")
        verbose_name_plural = pgettext_lazy("records", "Merges")
        indexes = [models.Index(fields=["model", "loser_id"]), models.Index(fields=["model", "survivor_id"])]

    def __str__(self) -> str:
        return f"{self.loser_text} → {self.survivor_text}"

    @property
    def is_standing(self) -> bool:
        return self.undone_at is None

    @property
    def survivor(self) -> models.Model | None:
        return apps.get_model(self.model)._default_manager.filter(pk=self.survivor_id).first()
