"""One look at a mailbox: what came of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.integrations.answers import plainly


class Round(models.Model):
    """Of letters that concern no customer only the number is kept. `notes` names those of customers that could not be read."""

    mailbox = models.ForeignKey("email.Mailbox", models.CASCADE, related_name="rounds", verbose_name=_("Mailbox"))
    begun_at = models.DateTimeField(_("When"), default=timezone.now)
    seen_count = models.PositiveIntegerField(_("Looked at"), default=0)
    filed_count = models.PositiveIntegerField(_("Filed"), default=0)
    known_count = models.PositiveIntegerField(_("Known already"), default=0)
    left_count = models.PositiveIntegerField(_("Not of customers"), default=0)
    failed_count = models.PositiveIntegerField(_("Not readable"), default=0)
    notes = models.JSONField(_("What was left"), default=list)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)

    access = Access(via="mailbox")

    class Meta:
        verbose_name = _("Look at a mailbox")
        verbose_name_plural = _("Looks at mailboxes")
        indexes = [models.Index(fields=["mailbox", "-id"], name="round_of_mailbox")]

    def __str__(self) -> str:
        return f"{self.mailbox} · {self.begun_at:%Y-%m-%d %H:%M}"

    def problem_plainly(self) -> str:
        return plainly(self.problem)

    problem_plainly.label = _("Problem")
