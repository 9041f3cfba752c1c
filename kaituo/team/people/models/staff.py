"""One person's engagement with us, whatever its kind."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.pinyin import sort_key
from kaituo.foundation.identity.zones import refuse_unknown_zone
from kaituo.foundation.records.models import Record
from kaituo.foundation.records.numbering import next_number

from ..choices import Engagement


class Staff(Record):
    """Whoever is entered here becomes a person who can be given work; a password is another matter."""

    number = models.CharField(_("Staff number"), max_length=40, unique=True, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="staff")
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=120)
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    engagement = models.CharField(_("Engagement"), max_length=12, choices=Engagement, default=Engagement.EMPLOYED)
    job_title = models.CharField(pgettext_lazy("job", "Position"), max_length=120, blank=True)
    is_senior = models.BooleanField(_("Senior"), default=False, help_text=_("May look after customers whose class asks for a senior rep"))
    reports_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("Reports to"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=_("Home team"))
    office = models.ForeignKey(
        "people.Office", models.PROTECT, null=True, blank=True, related_name="staff", verbose_name=pgettext_lazy("place", "Office")
    )
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True, validators=[refuse_unknown_zone])
    joined_on = models.DateField(_("Joined"), default=date(2000, 1, 1))
    left_on = models.DateField(_("Left"), null=True, blank=True, help_text=_("The first day on which access has ended"))

    access = Access(owner="user", sensitive=("phone", "email"))

    class Meta:
        verbose_name = _("Member of staff")
        verbose_name_plural = _("Staff")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        self.sort_key = sort_key(self.name)
        self.number = self.number or next_number("E-")

    def clean(self) -> None:
        if self.left_on and self.left_on < self.joined_on:
            raise ValidationError({"left_on": _("Nobody leaves before joining.")})
        if self.pk and self.pk in self._line_of_managers():
            raise ValidationError({"reports_to": _("Nobody reports to herself.")})

    @property
    def is_engaged(self) -> bool:
        return self.left_on is None

    def _line_of_managers(self) -> set[int]:
        found: set[int] = set()
        above = self.reports_to
        while above is not None and above.pk not in found:
            found.add(above.pk)
            above = above.reports_to
        return found
