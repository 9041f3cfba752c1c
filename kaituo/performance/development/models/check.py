"""What a plan is checked by: causes that may not be the person's, targets from measures, dated check-ins with frozen figures, signatures."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.metrics.measure import MEASURES, lies_on_days
from kaituo.foundation.metrics.measured import Measured
from kaituo.foundation.records.models import Record
from kaituo.performance.scorecards.choices import measure_choices

from ..choices import Cause, Moment, PlanState


class PlanTarget(Measured, Record):
    """`baseline` is the person's own figure in as many days before; of `peers_count` engaged alike `peers_failing` do not reach it themselves."""

    plan = models.ForeignKey("development.ImprovementPlan", models.CASCADE, related_name="targets", verbose_name=_("Improvement plan"))
    measure = models.CharField(_("Measure"), max_length=60, choices=measure_choices)
    figure = models.DecimalField(_("Reach by the end"), max_digits=18, decimal_places=4)
    is_ceiling = models.BooleanField(_("At most"), default=False, help_text=_("Less is better: discounts, overdue receipts"))
    fair_because = models.CharField(
        _("Why it is fair"), max_length=300, blank=True, help_text=_("Needed where people engaged alike do not reach it either")
    )
    baseline = models.DecimalField(_("Before"), max_digits=20, decimal_places=4, null=True, editable=False)
    peers_count = models.PositiveSmallIntegerField(_("Engaged alike"), null=True, editable=False)
    peers_failing = models.PositiveSmallIntegerField(_("Of these do not reach it"), null=True, editable=False)

    access = Access(via="plan")

    class Meta:
        verbose_name = _("Target of a plan")
        verbose_name_plural = _("Targets of a plan")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "measure"], name="a_measure_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.label} {'≤' if self.is_ceiling else '≥'} {self.figure.normalize():f}"

    def clean(self) -> None:
        if self.plan_id and self.plan.state != PlanState.DRAFT:
            raise ValidationError(_("The plan is offered: its targets stay as they are."))
        if self.measure not in MEASURES:
            raise ValidationError({"measure": _("Choose a measure.")})
        if not lies_on_days(MEASURES[self.measure]):
            raise ValidationError({"measure": _("This measure only stands as it is; take one that is counted over days.")})

    label = Measured.measure_label

    def is_reached_by(self, value) -> bool | None:
        if value is None:
            return None
        return value <= self.figure if self.is_ceiling else value >= self.figure


class CauseCheck(Record):
    """`speaks` where the figures suggest that the gap is no matter for a plan; then whoever leads it answers."""

    plan = models.ForeignKey("development.ImprovementPlan", models.CASCADE, related_name="causes", verbose_name=_("Improvement plan"))
    cause = models.CharField(_("Cause"), max_length=12, choices=Cause)
    speaks = models.BooleanField(_("Speaks against a plan"), null=True)
    value = models.DecimalField(_("Figure"), max_digits=20, decimal_places=4, null=True)
    beside = models.DecimalField(_("Beside it"), max_digits=20, decimal_places=4, null=True)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)

    access = Access(via="plan")
    unlogged = ("answer",)

    class Meta:
        verbose_name = _("Cause check")
        verbose_name_plural = _("Cause checks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "cause"], name="a_cause_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.plan.person} · {self.get_cause_display()}"

    @property
    def is_answerable(self) -> bool:
        return self.plan.is_draft

    @property
    def is_unanswered(self) -> bool:
        return bool(self.speaks) and not self.answer


class CheckIn(Record):
    """Planned with the plan; held, it keeps each target's figure and how many records stand behind it, as they were that day."""

    plan = models.ForeignKey("development.ImprovementPlan", models.CASCADE, related_name="check_ins", verbose_name=_("Improvement plan"))
    due_on = models.DateField(pgettext_lazy("check-in", "Due"))
    held_on = models.DateField(pgettext_lazy("check-in", "Held"), null=True)
    note = models.TextField(_("What was seen"), max_length=4000, blank=True)
    support_given = models.TextField(_("What the company did of its promise"), max_length=2000, blank=True)
    figures = models.JSONField(default=list)

    access = Access(via="plan", asks="end")
    unlogged = ("note", "support_given", "figures")

    class Meta:
        verbose_name = _("Check-in")
        verbose_name_plural = _("Check-ins")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.plan.person} · {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.is_active and self.held_on is None and self.plan.is_running


class Signature(Record):
    plan = models.ForeignKey("development.ImprovementPlan", models.CASCADE, related_name="signatures", verbose_name=_("Improvement plan"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Signed by"))
    moment = models.CharField(_("Under the"), max_length=9, choices=Moment)
    signed_at = models.DateTimeField(pgettext_lazy("signature", "Signed"))
    note = models.CharField(_("Note"), max_length=1000, blank=True)

    access = Access(via="plan")
    unlogged = ("note",)

    class Meta:
        verbose_name = _("Signature")
        verbose_name_plural = _("Signatures")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "person", "moment"], name="one_signature_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_moment_display()}"
