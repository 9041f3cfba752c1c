"""One chapter of a briefing: what its figures say, and what somebody made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Part

LONGEST = 10_000


class Chapter(Record):
    briefing = models.ForeignKey("briefings.Briefing", models.CASCADE, related_name="chapters", verbose_name=_("Sales briefing"))
    part = models.CharField(_("Chapter"), max_length=10, choices=Part)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    drafted = models.TextField(_("As the figures say"), blank=True)
    text = models.TextField(_("Text"), max_length=LONGEST, blank=True)

    access = Access(via="briefing")

    class Meta:
        verbose_name = _("Chapter of a briefing")
        verbose_name_plural = _("Chapters of briefings")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["briefing", "part"], name="a_chapter_once_per_briefing")]

    def __str__(self) -> str:
        return f"{self.get_part_display()} · {self.briefing}"

    @property
    def may_be_written(self) -> bool:
        return self.briefing.is_draft

    @property
    def is_rewritten(self) -> bool:
        return self.text != self.drafted

    @property
    def may_be_restored(self) -> bool:
        return self.may_be_written and self.is_rewritten
