"""How far a folder of a mailbox has been read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access


class Folder(models.Model):
    """Numbers of letters (`last_uid`) hold for one `uid_validity`; when the server gives another, the folder is read anew."""

    mailbox = models.ForeignKey("email.Mailbox", models.CASCADE, related_name="folders", verbose_name=_("Mailbox"))
    name = models.CharField(_("Folder"), max_length=200)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)

    access = Access(via="mailbox")

    class Meta:
        verbose_name = _("Folder of a mailbox")
        verbose_name_plural = _("Folders of mailboxes")
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="one_folder_per_mailbox_and_name")]

    def __str__(self) -> str:
        return self.name
