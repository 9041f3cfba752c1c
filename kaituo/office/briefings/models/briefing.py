"""What a month, a quarter or a year brought, for the company or a team: its figures as they stood, and its chapters."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import State
from ..queries import BriefingQuerySet

KINDS = {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR}
NAMES = {
    PeriodKind.MONTH: _("Monthly sales briefing"),
    PeriodKind.QUARTER: _("Quarterly sales briefing"),
    PeriodKind.YEAR: _("Yearly sales briefing"),
}


class Briefing(Record):
    """`figures`: one dict per measure with its name, its value, the one before and the one a year ago, as decimal text or null, as its writer may see them."""

    label = models.CharField(_("Period"), max_length=10, help_text=_("Such as 2026-10, 2026-Q3 or 2026"))
    team = models.ForeignKey(
        "identity.Team",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Team"),
        help_text=_("With the teams below; empty: all"),
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("Written by"))
    state = models.CharField(_("State"), max_length=5, choices=State, default=State.DRAFT, editable=False)
    figures = models.JSONField(default=list, editable=False)
    figures_at = models.DateTimeField(_("Figures as of"), null=True, editable=False)
    sent_at = models.DateTimeField(_("Sent"), null=True, editable=False)

    objects = BriefingQuerySet.as_manager()
    access = Access(owner="owner")
    unlogged = ("figures",)

    class Meta:
        verbose_name = _("Sales briefing")
        verbose_name_plural = _("Sales briefings")
        indexes = [models.Index(fields=["state", "label"])]

    def __str__(self) -> str:
        return " · ".join(str(each) for each in (self.heading, self.label, self.team) if each)

    def prepare(self) -> None:
        self.owner_id = self.owner_id or self.created_by_id

    def clean(self) -> None:
        try:
            period = self.period
        except ValueError as error:
            raise ValidationError({"label": _("There is no such month, quarter or year. Write 2026-10, 2026-Q3 or 2026.")}) from error
        if period.kind not in KINDS:
            raise ValidationError({"label": _("A briefing is of a month, a quarter or a year.")})
        if period.start > clock.today():
            raise ValidationError({"label": _("This period has not begun yet.")})
        if self.state == State.SENT and not self.is_archived:
            raise ValidationError(_("What was sent is not changed any more; begin another briefing."))

    @property
    def period(self) -> Period:
        """Raises ValueError for a label that names none."""
        return Period.parse(self.label)

    @property
    def heading(self) -> str:
        try:
            return str(NAMES.get(self.period.kind, self._meta.verbose_name))
        except ValueError:
            return str(self._meta.verbose_name)

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.state == State.DRAFT
