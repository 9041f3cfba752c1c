"""A round of reviews: which days it looks back on, for whom, and by when each step is due."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.company.books import work_calendar
from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period
from kaituo.foundation.records.models import Record

from ..choices import MONTHS, CycleState, Rhythm
from ..engagements import engagement_choices
from ..queries import CycleQuerySet

DUE_AFTER = {"self_by": 3, "others_by": 5, "manager_by": 8, "calibrated_by": 11}
"""Working days after the period by which each step is due unless the cycle says otherwise."""
DAYS = [MinValueValidator(1), MaxValueValidator(60)]


class Cycle(Record):
    name = models.CharField(pgettext_lazy("review", "Name"), max_length=80)
    template = models.ForeignKey("reviews.ReviewTemplate", models.PROTECT, related_name="cycles", verbose_name=_("Review template"))
    review_version = models.ForeignKey(
        "reviews.ReviewVersion", models.PROTECT, null=True, editable=False, related_name="cycles", verbose_name=_("Criteria of a review")
    )
    starts_on = models.DateField(_("From"), help_text=_("The first day of the period"))
    ends_on = models.DateField(_("To"), editable=False)
    self_by = models.DateField(_("Self-assessment by"), null=True, blank=True, help_text=_("Empty: three working days after the period"))
    others_by = models.DateField(_("Peers by"), null=True, blank=True, help_text=_("Empty: five working days after the period"))
    manager_by = models.DateField(_("Managers by"), null=True, blank=True, help_text=_("Empty: eight working days after the period"))
    calibrated_by = models.DateField(_("Calibration by"), null=True, blank=True, help_text=_("Empty: eleven working days after the period"))
    answer_days = models.PositiveSmallIntegerField(_("Working days to acknowledge or appeal"), default=5, validators=DAYS)
    appeal_days = models.PositiveSmallIntegerField(_("Working days to decide an appeal"), default=5, validators=DAYS)
    is_calibrated = models.BooleanField(_("With calibration"), default=True, help_text=_("Whoever leads the managers looks at all results together"))
    state = models.CharField(_("State"), max_length=6, choices=CycleState, default=CycleState.DRAFT, editable=False)
    closed_at = models.DateTimeField(_("Closed"), null=True, editable=False)

    objects = CycleQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Review cycle")
        verbose_name_plural = _("Review cycles")
        ordering = ["-starts_on", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.template_id or not self.starts_on:
            return
        self._refuse_wrong_start()
        self.ends_on = _months_after(self.starts_on, MONTHS[Rhythm(self.template.rhythm)])
        calendar = work_calendar()
        for name, days in DUE_AFTER.items():
            setattr(self, name, getattr(self, name) or calendar.add_workdays(self.period.last_day, days))
        self._refuse_wrong_order()

    def _refuse_wrong_start(self) -> None:
        months = MONTHS[Rhythm(self.template.rhythm)]
        if self.starts_on.day != 1 or (self.starts_on.month - 1) % months:
            raise ValidationError({"starts_on": _("Take the first day of a %(rhythm)s.") % {"rhythm": self.template.get_rhythm_display()}})
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(state=CycleState.DRAFT).exists():
            self._refuse_moved()

    def _refuse_moved(self) -> None:
        before = type(self).objects.get(pk=self.pk)
        if (before.starts_on, before.template_id, before.is_calibrated) != (self.starts_on, self.template_id, self.is_calibrated):
            raise ValidationError(_("The reviews are under way: only their deadlines can still be moved."))

    def _refuse_wrong_order(self) -> None:
        steps = [(name, getattr(self, name)) for name in DUE_AFTER]
        for (_before, earlier), (name, later) in pairwise(steps):
            if later < earlier:
                raise ValidationError({name: _("This step comes after the one before it.")})

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    period.fget.label = _("Period")

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.state == CycleState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.is_active and self.state == CycleState.OPEN

    def due_of(self, part: str) -> date:
        return {"self": self.self_by, "manager": self.manager_by}.get(part, self.others_by)


class CycleScope(Record):
    """Whoever fits all that a line names is reviewed; several lines add up. Whoever leads a team is reviewed only where the line says so."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="scopes", verbose_name=_("Review cycle"))
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Team"))
    role = models.ForeignKey("identity.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Role"))
    engagement = models.CharField(_("Engagement"), max_length=20, blank=True, choices=engagement_choices)
    with_leads = models.BooleanField(_("With whoever leads"), default=False)

    access = Access(via="cycle")

    class Meta:
        verbose_name = _("Reviewed are")
        verbose_name_plural = _("Reviewed are")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " · ".join(str(each) for each in (self.team, self.role, self.get_engagement_display()) if each) or str(_("Everybody"))

    def clean(self) -> None:
        if not (self.team_id or self.role_id or self.engagement):
            raise ValidationError({"team": _("Name a team, a role or an engagement.")})


def _months_after(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
