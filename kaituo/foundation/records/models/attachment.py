"""A file kept with a record."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """The stored name says nothing of the record; the bytes are served only after the record's access is asked."""

    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    file = models.FileField(_("File"), upload_to="attachments/%Y/%m/")
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(max_length=100)
    byte_count = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    comment = models.ForeignKey("records.Comment", models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("Comment"))

    class Meta:
        verbose_name = _("Attachment")
        verbose_name_plural = _("Attachments")
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
