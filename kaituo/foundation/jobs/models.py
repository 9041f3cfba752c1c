"""What the task library does not keep: who holds a job until when, how often it was tried, and what runs at which hour."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Lease(models.Model):
    """A worker's hold on a running job. When `until` passes without renewal, the worker is dead and the job is given back."""

    job_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    worker = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(default=timezone.now, db_index=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.job_id} {self.worker}"


class Schedule(models.Model):
    """When a job that its context declared runs next. Administrators may turn it off or move its hour."""

    name = models.CharField(_("Job"), max_length=120, unique=True)
    rule = models.CharField(_("When"), max_length=40)
    is_on = models.BooleanField(_("On"), default=True)
    next_run_at = models.DateTimeField(_("Next run"))
    last_run_at = models.DateTimeField(_("Last run"), null=True)

    class Meta:
        verbose_name = _("Schedule")
        verbose_name_plural = _("Schedules")

    def __str__(self) -> str:
        return self.name
