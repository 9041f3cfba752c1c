"""Rules that give new leads and customers to people, and the log of what they did."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import CONDITIONS, HINDRANCES, CapPeriod, RuleMode, Subject


class DefaultAssignee(Record):
    """Who gets what no rule takes, or whose rule has nobody free. Without one no rule can be written."""

    subject = models.CharField(_("Gives out"), max_length=8, choices=Subject, default=Subject.LEAD)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Person"))

    access = Access()

    class Meta:
        verbose_name = _("Default assignee")
        verbose_name_plural = _("Default assignees")
        constraints = [models.UniqueConstraint(fields=["subject"], condition=Q(archived_at=None), name="one_default_assignee")]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} · {self.person}"


def listed(label: str) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True)


class AssignmentRule(Record):
    """The first that matches, lowest number first, gives out. A condition left empty asks nothing."""

    name = models.CharField(pgettext_lazy("thing", "Name"), max_length=120)
    subject = models.CharField(_("Gives out"), max_length=8, choices=Subject, default=Subject.LEAD)
    position = models.PositiveSmallIntegerField(pgettext_lazy("precedence", "Order"), default=10)
    is_on = models.BooleanField(_("In use"), default=True)
    regions = listed(_("Provinces"))
    industries = listed(_("Industries"))
    account_classes = listed(_("Classes"))
    sources = listed(_("Sources"))
    languages = listed(_("Languages"))
    products = listed(_("Products"))
    mode = models.CharField(_("How"), max_length=8, choices=RuleMode, default=RuleMode.IN_TURN)
    minds_shifts = models.BooleanField(_("Only to people on shift"), default=False)
    cap_period = models.CharField(_("Cap per"), max_length=5, choices=CapPeriod, default=CapPeriod.DAY)

    access = Access()

    class Meta:
        verbose_name = _("Assignment rule")
        verbose_name_plural = _("Assignment rules")
        ordering = ["subject", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not DefaultAssignee.objects.filter(archived_at=None, subject=self.subject).exists():
            raise ValidationError({"subject": _("Name a default assignee first: somebody must get what no rule takes.")})

    @property
    def conditions(self) -> dict[str, list[str]]:
        values = (self.regions, self.industries, self.account_classes, self.sources, self.languages, self.products)
        return dict(zip(CONDITIONS, values, strict=True))


class AssignmentSeat(Record):
    """One person of a rule."""

    rule = models.ForeignKey(AssignmentRule, models.CASCADE, related_name="seats", verbose_name=_("Assignment rule"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))
    weight = models.PositiveSmallIntegerField(_("Weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])
    period_cap = models.PositiveSmallIntegerField(_("At most in the period"), null=True, blank=True)
    backlog_cap = models.PositiveSmallIntegerField(_("At most open"), null=True, blank=True)

    access = Access(via="rule")

    class Meta:
        verbose_name = _("Person of a rule")
        verbose_name_plural = _("People of a rule")
        constraints = [models.UniqueConstraint(fields=["rule", "person"], condition=Q(archived_at=None), name="one_seat_per_person_and_rule")]

    def __str__(self) -> str:
        return str(self.person)


class Assignment(Record):
    """What was given to whom by which rule. `considered`: [person's id, name, what hindered her, verdicts on her strengths] of everybody who was thought of."""

    subject = models.CharField(_("Gives out"), max_length=8, choices=Subject)
    subject_id = models.BigIntegerField()
    subject_text = models.CharField(_("Given"), max_length=200)
    rule = models.ForeignKey(AssignmentRule, models.SET_NULL, null=True, blank=True, related_name="assignments", verbose_name=_("Assignment rule"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("Person"))
    is_default = models.BooleanField(_("To the default assignee"), default=False)
    considered = models.JSONField(default=list, blank=True)

    access = Access(owner="person")

    class Meta:
        verbose_name = pgettext_lazy("log", "Assignment")
        verbose_name_plural = _("Log of assignments")
        indexes = [models.Index(fields=["rule", "person", "created_at"]), models.Index(fields=["subject", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.subject_text} → {self.person}"

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Everybody considered, with what hindered her in the reader's language; empty: she could have got it."""
        return [(name, str(HINDRANCES.get(hindrance, ""))) for _person, name, hindrance, *_verdicts in self.considered]

    @property
    def shown_strengths(self) -> list[list[tuple[str, str, int, bool]]]:
        """Of everybody considered: each strength the rule asked for, its level (0: lacking) and whether it was required."""
        return [[tuple(verdict) for verdict in (verdicts[0] if verdicts else [])] for _person, _name, _hindrance, *verdicts in self.considered]
