"""What kind of visit it is, and what must be done on it, in order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import COUNTED, StepKind

LONGEST_LIST = 60


class VisitType(Record):
    """`minutes` is how long one usually stays; the day's plan reckons with it."""

    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=60)
    minutes = models.PositiveSmallIntegerField(_("Usual minutes on site"), default=45)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    note = models.CharField(_("What it is for"), max_length=200, blank=True)

    access = Access()

    class Meta:
        verbose_name = _("Visit type")
        verbose_name_plural = _("Visit types")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class VisitStep(Record):
    """One thing to do. `items`: what is counted, priced or asked, one per line; a question's answers stand after a colon, between slashes."""

    visit_type = models.ForeignKey(VisitType, models.CASCADE, related_name="steps", verbose_name=_("Visit type"))
    kind = models.CharField(pgettext_lazy("visit step", "What is done"), max_length=8, choices=StepKind)
    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=80)
    items = models.TextField(
        _("What is asked"), max_length=4000, blank=True, help_text=_("One per line. A question may offer answers: “Shelf tidy: yes / no”")
    )
    is_required = models.BooleanField(_("Must be done"), default=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access(via="visit_type")

    class Meta:
        verbose_name = _("Step of a visit")
        verbose_name_plural = _("Steps of visits")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.kind in COUNTED and not self.lines:
            raise ValidationError({"items": _("Write at least one line: what is counted, priced or asked.")})
        if len(self.lines) > LONGEST_LIST:
            raise ValidationError({"items": _("A step asks %(most)s lines at most.") % {"most": LONGEST_LIST}})

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.items.splitlines() if line.strip()]

    @property
    def questions(self) -> list[dict]:
        """[{"label": "Shelf tidy", "answers": ["yes", "no"]}]; no answers: a number, or words in a survey."""
        found = []
        for line in self.lines:
            label, _colon, answers = line.replace("：", ":").partition(":")
            found.append({"label": label.strip(), "answers": [each.strip() for each in answers.split("/") if each.strip()]})
        return found
