"""The answer that a customer of a class was promised and waits for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access

from ..queries import AwaitedAnswerQuerySet
from .letter import Letter


class AwaitedAnswer(models.Model):
    """Derived: of a letter that came in from a customer whose class promises an answer; answered by the next follow-up, or not needed."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="awaited", verbose_name=pgettext_lazy("e-mail", "Letter"))
    due_at = models.DateTimeField(_("To be answered by"))
    answered_at = models.DateTimeField(_("Answered"), null=True)
    is_needed = models.BooleanField(default=True)
    """False: somebody said that no answer is needed, and when stands in `answered_at`."""
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    objects = AwaitedAnswerQuerySet.as_manager()
    access = Access(via="letter")

    class Meta:
        verbose_name = _("Awaited answer")
        verbose_name_plural = _("Awaited answers")
        indexes = [models.Index(fields=["due_at"], condition=Q(answered_at=None), name="letters_that_wait")]

    def __str__(self) -> str:
        return str(self.letter)
