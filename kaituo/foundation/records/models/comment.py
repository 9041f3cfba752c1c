"""What people say about a record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import clock


class Comment(models.Model):
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("Comment"), max_length=5000)
    created_at = models.DateTimeField(default=clock.now)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        verbose_name = _("Comment")
        verbose_name_plural = _("Comments")
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="comment_timeline")]

    def __str__(self) -> str:
        return self.text[:80]
