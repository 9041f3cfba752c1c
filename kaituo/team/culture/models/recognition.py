"""Thanks among peers, and praise by whoever leads: to whom, for which value, for which deed. Written once; what is wrong is withdrawn and written anew."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.spans import begins

from ..choices import Kind
from ..queries import RecognitionQuerySet

MOST_A_DAY, TO_ONE_A_DAY, SHORTEST = 10, 2, 8


class CompanyValue(Record):
    """What the company wants to be known for; thanks name one of them."""

    name = models.CharField(pgettext_lazy("company value", "Name"), max_length=40)
    meaning = models.CharField(_("What it means here"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    access = Access()

    class Meta:
        verbose_name = _("Company value")
        verbose_name_plural = _("Company values")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Recognition(Record):
    """`subject_*` name a record it is about, which only those open who may see it."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recognitions_given", verbose_name=_("From"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recognitions", verbose_name=_("To"))
    kind = models.CharField(pgettext_lazy("recognition", "Kind"), max_length=6, choices=Kind, default=Kind.THANKS, editable=False)
    value = models.ForeignKey(CompanyValue, models.PROTECT, related_name="recognitions", verbose_name=_("Value"))
    deed = models.CharField(_("What for"), max_length=500)
    subject_type = models.CharField(max_length=80, blank=True, editable=False)
    subject_id = models.BigIntegerField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Withdrawn by")
    )
    withdrawn_because = models.CharField(_("Why it was withdrawn"), max_length=300, blank=True, editable=False)

    objects = RecognitionQuerySet.as_manager()
    access = Access(owner="giver", is_limited=True)

    class Meta:
        verbose_name = _("Recognition")
        verbose_name_plural = _("Recognitions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"]), models.Index(fields=["giver", "created_at"]), models.Index(fields=["value", "-id"])]

    def __str__(self) -> str:
        return f"{self.giver} → {self.person} · {self.value}"

    def clean(self) -> None:
        if self.person_id and self.person_id == self.giver_id:
            raise ValidationError({"person": _("Nobody thanks herself. Name a colleague.")})
        if self.deed and len(self.deed.strip()) < SHORTEST:
            raise ValidationError({"deed": _("Say what she did, so that others can learn from it.")})
        if self.pk is None and self.giver_id:
            self._refuse_too_many()

    def _refuse_too_many(self) -> None:
        """Thanks by the dozen are worth nothing."""
        today = Recognition.objects.standing().filter(giver=self.giver_id, created_at__gte=begins(clock.today()))
        if today.count() >= MOST_A_DAY:
            raise ValidationError(_("%(most)s thanks a day are enough; go on tomorrow.") % {"most": MOST_A_DAY})
        if today.filter(person=self.person_id).count() >= TO_ONE_A_DAY:
            raise ValidationError({"person": _("You have thanked %(person)s twice today already.") % {"person": self.person}})

    @property
    def is_standing(self) -> bool:
        return self.is_active and self.withdrawn_at is None


class Cheer(Record):
    """Somebody applauds what was said of somebody else."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="cheers", verbose_name=_("Recognition"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))

    access = Access(via="recognition")

    class Meta:
        verbose_name = _("Applause")
        verbose_name_plural = _("Applause")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recognition", "person"], name="one_applause_each")]

    def __str__(self) -> str:
        return str(self.person)
