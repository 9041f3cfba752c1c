"""A rule of the company: so many days before or after a date of a record, remind somebody."""

from datetime import time

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Receiver
from ..queries import RuleQuerySet

MOST_DAYS = 180


class ReminderRule(Record):
    """A day that falls on a free one is moved to a working day: a warning before the date to the one before, a reminder after it to the one after."""

    name = models.CharField(_("Name"), max_length=120)
    model = models.CharField(_("Kind of record"), max_length=80)
    field = models.CharField(_("Date"), max_length=80)
    offset_days = models.SmallIntegerField(
        _("Days after the date"),
        default=0,
        help_text=_("−3: three days before; 0: on the day; 7: a week after."),
        validators=[MinValueValidator(-MOST_DAYS), MaxValueValidator(MOST_DAYS)],
    )
    at = models.TimeField(_("At"), default=time(9))
    only_open = models.BooleanField(_("Only records that are open"), default=True, help_text=_("Not those that are won, paid, done or called off."))
    receiver = models.CharField(_("Who is reminded"), max_length=8, choices=Receiver, default=Receiver.OWNER)
    role = models.ForeignKey("identity.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Role"))
    text = models.CharField(_("What to say"), max_length=200)
    escalate_after_hours = models.PositiveSmallIntegerField(
        _("Tell the leader after so many working hours"),
        null=True,
        blank=True,
        help_text=_("When it is not done by then; empty: never."),
        validators=[MinValueValidator(1), MaxValueValidator(400)],
    )
    is_on = models.BooleanField(_("On"), default=True, editable=False)
    applied_on = models.DateField(_("Last applied"), null=True, editable=False)

    objects = RuleQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Reminder rule")
        verbose_name_plural = _("Reminder rules")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.dated_field is None:
            raise ValidationError({"field": _("Choose a date of a kind of record.")})
        if (self.receiver == Receiver.ROLE) != (self.role_id is not None):
            raise ValidationError({"role": _("Name a role if everybody with a role is reminded, and only then.")})

    @property
    def model_class(self) -> type[models.Model] | None:
        try:
            return apps.get_model(self.model)
        except (LookupError, ValueError):
            return None

    @property
    def dated_field(self) -> models.DateField | None:
        try:
            found = self.model_class._meta.get_field(self.field) if self.model_class else None
        except FieldDoesNotExist:
            return None
        return found if isinstance(found, models.DateField) else None

    @property
    def is_off(self) -> bool:
        return not self.is_on

    def date_said(self) -> str:
        field = self.dated_field
        return f"{self.model_class._meta.verbose_name}: {field.verbose_name}" if field is not None else f"{self.model}.{self.field}"

    date_said.label = _("Date")

    def offset_said(self) -> str:
        if not self.offset_days:
            return str(_("on the day"))
        days = abs(self.offset_days)
        said = (
            ngettext("%(num)s day before", "%(num)s days before", days)
            if self.offset_days < 0
            else ngettext("%(num)s day after", "%(num)s days after", days)
        )
        return said % {"num": days}

    offset_said.label = _("When")
