"""Who has to agree to what, in which order, and who stands in for whom."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.calc import formula
from kaituo.foundation.calc.formula import FormulaError
from kaituo.foundation.identity.access import Access
from kaituo.foundation.identity.dated import Dated
from kaituo.foundation.records.models import Record

from ..choices import Approver
from ..queries import FlowQuerySet

NAME = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)
AS_NUMBER = "if({condition}, 1, 0)"


class Flow(Record):
    """For requests of one kind about one kind of record. Of several flows the first counts whose condition the request's facts fulfil."""

    name = models.CharField(_("Name"), max_length=120)
    model = models.CharField(_("Kind of record"), max_length=80)
    kind = models.SlugField(_("What is asked"), max_length=40)
    condition = models.CharField(_("Condition"), max_length=300, blank=True, help_text=_("For example discount_rate > 0.2; empty: always"))
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    objects = FlowQuerySet.as_manager()
    access = Access()

    class Meta:
        verbose_name = _("Approval flow")
        verbose_name_plural = _("Approval flows")
        ordering = ["model", "kind", "position"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            self.fits(dict.fromkeys(NAME.findall(self.condition), 1))
        except FormulaError as error:
            raise ValidationError({"condition": _("This condition cannot be computed.")}) from error

    def fits(self, facts: dict) -> bool:
        """Whether the facts fulfil the condition. Raises FormulaError when it asks for a fact that is not among them."""
        if not self.condition.strip():
            return True
        checked = formula.compile(AS_NUMBER.format(condition=self.condition), set(facts))
        return bool(checked.evaluate(facts)[0])


class FlowLevel(Record):
    """One of several approvals in a row; whoever of its approvers decides first decides for the level."""

    flow = models.ForeignKey(Flow, models.CASCADE, related_name="levels", verbose_name=_("Approval flow"))
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    approver = models.CharField(_("Approver"), max_length=8, choices=Approver, default=Approver.LEAD)
    role = models.ForeignKey("identity.Role", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Role"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Person"))

    access = Access(via="flow")

    class Meta:
        verbose_name = _("Approval level")
        verbose_name_plural = _("Approval levels")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.flow} {self.position}: {self.get_approver_display()}"

    def clean(self) -> None:
        for kind, field in ((Approver.ROLE, "role"), (Approver.PERSON, "person")):
            if self.approver == kind and getattr(self, f"{field}_id") is None:
                raise ValidationError({field: _("Say who approves.")})


class Delegation(Dated):
    """While it holds, the delegate may decide what waits for the person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations", verbose_name=_("Person"))
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Delegate"))

    access = Access(owner="person")

    class Meta(Dated.Meta):
        verbose_name = _("Delegation")
        verbose_name_plural = _("Delegations")
        constraints = [*Dated.Meta.constraints, models.CheckConstraint(condition=~Q(person=models.F("delegate")), name="delegate_is_another")]

    def __str__(self) -> str:
        return f"{self.person} → {self.delegate}"

    def clean(self) -> None:
        super().clean()
        if self.delegate_id is not None and self.delegate_id == self.person_id:
            raise ValidationError({"delegate": _("Nobody stands in for herself.")})
