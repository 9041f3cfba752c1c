"""A contest: what is counted, of whom, in which days, by which rules. From its announcement on it stands; amendments are rows of their own."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.kernel.calendar import ONE_DAY
from kaituo.foundation.kernel.period import Period, a_year_before
from kaituo.foundation.metrics.choices import Direction
from kaituo.foundation.metrics.measure import MEASURES, adds_up_by_day
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Record

from ..choices import OF_TEAMS, UNDER_WAY, ContestState, Kind, Past, TieRule, countable_choices
from ..queries import ContestQuerySet

POSITIVE = [MinValueValidator(Decimal("0.0001"))]
NEEDS_FIGURE = (Kind.FIRST_TO, Kind.RELAY)


class Contest(Measured, Record):
    name = models.CharField(pgettext_lazy("contest", "Name"), max_length=80)
    kind = models.CharField(pgettext_lazy("contest", "Kind"), max_length=13, choices=Kind, default=Kind.INDIVIDUAL)
    measure = models.CharField(_("Measure"), max_length=60, choices=countable_choices)
    starts_on = models.DateField(_("First day"))
    last_on = models.DateField(_("Last day"))
    rules = models.TextField(pgettext_lazy("contest", "Rules"), max_length=4000, help_text=_("In words: what counts, what does not, who decides"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contests", verbose_name=_("Organised by"))
    tie_rule = models.CharField(_("When two are equal"), max_length=7, choices=TieRule, default=TieRule.SHARE)
    second_measure = models.CharField(
        _("Second measure"), max_length=60, choices=countable_choices, blank=True, help_text=_("Decides between equals")
    )
    figure = models.DecimalField(
        _("Figure to reach"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=POSITIVE,
        help_text=_("First to: whoever reaches it first. Relay: what each member reaches before the next one runs"),
    )
    least_figure = models.DecimalField(
        _("Placed from"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Whoever has less wins no place; of measures of which less is better, whoever has more"),
    )
    past = models.CharField(_("Improved on"), max_length=8, choices=Past, blank=True, help_text=_("Only for most improved"))
    least_base = models.DecimalField(
        _("Smallest past that is compared"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        validators=POSITIVE,
        help_text=_("Whoever had next to nothing before improves by thousands of percent with one deal; below this there is no place"),
    )
    is_per_head = models.BooleanField(_("Per head"), default=False, help_text=_("Teams of different size: what a member has on average"))
    split_days = models.PositiveSmallIntegerField(
        _("Days within which purchases of one customer are looked at together"), default=3, validators=[MaxValueValidator(60)]
    )
    split_figure = models.DecimalField(
        _("Size at which splitting pays"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=POSITIVE,
        help_text=_("Several purchases of a customer just below it, or just above it, are looked at. Empty: any, where numbers are counted"),
    )
    state = models.CharField(_("State"), max_length=10, choices=ContestState, default=ContestState.DRAFT, editable=False)
    announced_at = models.DateTimeField(pgettext_lazy("contest", "Announced"), null=True, editable=False)
    closed_at = models.DateTimeField(pgettext_lazy("contest", "Closed"), null=True, editable=False)
    confirmed_at = models.DateTimeField(pgettext_lazy("contest", "Confirmed"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("Confirmed by")
    )
    examined_at = models.DateTimeField(_("Entries examined"), null=True, editable=False)

    objects = ContestQuerySet.as_manager()
    access = Access(owner="owner", is_limited=True)

    class Meta:
        verbose_name = _("Contest")
        verbose_name_plural = _("Contests")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["state", "last_on"])]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self._refuse_wrong_days()
        self._refuse_wrong_measure()
        if self.kind in NEEDS_FIGURE and self.figure is None:
            raise ValidationError({"figure": _("Say which figure is to be reached.")})
        if self.kind == Kind.MOST_IMPROVED:
            self.past = self.past or Past.BEFORE
            if self.least_base is None:
                raise ValidationError(
                    {"least_base": _("Say from which past on improvement is compared, so that nobody wins on one deal after none.")}
                )

    def _refuse_wrong_days(self) -> None:
        if self.starts_on and self.last_on and self.last_on < self.starts_on:
            raise ValidationError({"last_on": _("The last day lies before the first one.")})
        if self.starts_on and self.last_on and (self.last_on - self.starts_on).days > 366:
            raise ValidationError({"last_on": _("A contest lasts a year at most.")})

    def _refuse_wrong_measure(self) -> None:
        for name in ("measure", "second_measure"):
            chosen = getattr(self, name)
            if chosen and (chosen not in MEASURES or not adds_up_by_day(MEASURES[chosen])):
                raise ValidationError({name: _("Choose a measure that is counted day by day.")})
        if self.kind in NEEDS_FIGURE and self.measure in MEASURES and MEASURES[self.measure].formula is not None:
            raise ValidationError({"measure": _("A figure to be reached needs a measure that adds up; this one is computed from others.")})
        if self.tie_rule == TieRule.SECOND and not self.second_measure:
            raise ValidationError({"second_measure": _("Say which measure decides between equals.")})

    @property
    def period(self) -> Period:
        return Period.inclusive(self.starts_on, self.last_on)

    period.fget.label = _("Period")

    @property
    def past_period(self) -> Period:
        """The days that improvement is measured against, as many as the contest has."""
        span = self.last_on - self.starts_on
        if self.past == Past.YEAR_AGO:
            first = a_year_before(self.starts_on)
            return Period.inclusive(first, first + span)
        return Period.inclusive(self.starts_on - span - ONE_DAY, self.starts_on - ONE_DAY)

    @property
    def less_wins(self) -> bool:
        return bool(self.behind and self.behind.direction == Direction.LESS)

    @property
    def is_of_teams(self) -> bool:
        return self.kind in OF_TEAMS

    @property
    def is_draft(self) -> bool:
        return self.is_active and self.state == ContestState.DRAFT

    @property
    def is_under_way(self) -> bool:
        return self.is_active and self.state in UNDER_WAY

    @property
    def is_announced(self) -> bool:
        return self.is_active and self.state == ContestState.ANNOUNCED

    @property
    def is_running(self) -> bool:
        return self.is_active and self.state == ContestState.RUNNING

    @property
    def is_closable(self) -> bool:
        return self.is_running and clock.today() > self.last_on

    @property
    def is_closed(self) -> bool:
        return self.is_active and self.state == ContestState.CLOSED

    @property
    def is_examinable(self) -> bool:
        return self.is_active and self.state in (ContestState.RUNNING, ContestState.CLOSED)

    @property
    def is_unfinished(self) -> bool:
        return self.is_active and self.state in (*UNDER_WAY, ContestState.CLOSED)

    @property
    def is_taken_as_final(self) -> bool:
        return self.is_active and self.is_confirmed

    @property
    def is_confirmed(self) -> bool:
        return self.state == ContestState.CONFIRMED
