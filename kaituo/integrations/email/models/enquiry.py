"""A letter of a stranger's that became a lead, known by nothing but its digest."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access


class Enquiry(models.Model):
    """Kept so that it becomes a lead once, although the box is read anew. The lead holds what was written."""

    mailbox = models.ForeignKey("email.Mailbox", models.CASCADE, related_name="enquiries", verbose_name=_("Mailbox"))
    key = models.CharField(max_length=64, unique=True)
    taken_at = models.DateTimeField(_("When"), default=timezone.now)

    access = Access(via="mailbox")

    class Meta:
        verbose_name = _("Enquiry by letter")
        verbose_name_plural = _("Enquiries by letter")

    def __str__(self) -> str:
        return f"{self.mailbox} · {self.taken_at:%Y-%m-%d}"
