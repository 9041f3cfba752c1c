"""A text that is written often: chosen with one tap instead of typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Kind, Outcome


class Phrase(Record):
    """`next_days`: so many days later the next contact is proposed; empty: none."""

    name = models.CharField(_("Name"), max_length=40)
    kind = models.CharField(_("How"), max_length=8, choices=Kind, blank=True, help_text=_("Empty: for every kind"))
    outcome = models.CharField(_("Outcome"), max_length=12, choices=Outcome, blank=True)
    text = models.TextField(_("Text"), max_length=1000)
    next_days = models.PositiveSmallIntegerField(_("Next contact after days"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Ready text")
        verbose_name_plural = _("Ready texts")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
