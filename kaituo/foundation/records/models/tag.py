"""Tags, and which records carry them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access

from ..choices import TONES, Colour
from .record import Record


class Tag(Record):
    """Archived, it is offered no longer; the records that carry it keep it."""

    name = models.CharField(_("Name"), max_length=40, unique=True)
    colour = models.CharField(_("Colour"), max_length=12, choices=Colour, default=Colour.BLUE)

    access = Access()

    class Meta:
        verbose_name = _("Tag")
        verbose_name_plural = _("Tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        return TONES.get(self.colour, "neutral")

    def clean(self) -> None:
        self.name = self.name.strip()
        if Tag.objects.filter(name__iexact=self.name).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is a tag of this name already, perhaps an archived one.")})


class TagUse(models.Model):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="uses")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id", "tag"], name="a_tag_once_per_record")]
        indexes = [models.Index(fields=["subject_type", "tag"], name="records_of_a_tag")]

    def __str__(self) -> str:
        return f"{self.tag} · {self.subject_type} {self.subject_id}"
