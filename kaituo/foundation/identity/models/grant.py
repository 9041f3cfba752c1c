"""Roles, what they grant, who holds them, and single records shared by hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..access import Access
from ..choices import Scope, Shows
from ..dated import Dated


class Role(models.Model):
    key = models.SlugField(pgettext_lazy("short name", "Key"), max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80)

    access = Access()

    class Meta:
        verbose_name = _("Role")
        verbose_name_plural = _("Roles")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role may do a verb to the rows of a model within a scope. `*` stands for every model or every verb."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    model = models.CharField(_("Kind of record"), max_length=80)
    verb = models.CharField(_("Verb"), max_length=60)
    scope = models.CharField(_("Scope"), max_length=8, choices=Scope)

    class Meta:
        verbose_name = _("Grant")
        verbose_name_plural = _("Grants")
        constraints = [models.UniqueConstraint(fields=["role", "model", "verb", "scope"], name="one_grant_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.role} · {self.verb} {self.model} · {self.scope}"


class FieldRule(models.Model):
    """What a role sees of a sensitive field."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="field_rules")
    model = models.CharField(_("Kind of record"), max_length=80)
    field = models.CharField(_("Field"), max_length=80)
    shows = models.CharField(_("Shows"), max_length=6, choices=Shows)

    class Meta:
        verbose_name = _("Field rule")
        verbose_name_plural = _("Field rules")
        constraints = [models.UniqueConstraint(fields=["role", "model", "field"], name="one_rule_per_field")]

    def __str__(self) -> str:
        return f"{self.role} · {self.model}.{self.field} · {self.shows}"


class RoleAssignment(Dated):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_assignments", verbose_name=_("Person"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="assignments", verbose_name=_("Role"))

    access = Access(via="role")

    class Meta:
        verbose_name = _("Role of a person")
        verbose_name_plural = _("Roles of people")

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class Share(Dated):
    """One record opened to one person or one team, for one verb."""

    model = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    verb = models.CharField(max_length=60, default="view")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="shares")
    team = models.ForeignKey("identity.Team", models.CASCADE, null=True, blank=True, related_name="shares")

    class Meta:
        verbose_name = _("Share")
        verbose_name_plural = _("Shares")
        indexes = [models.Index(fields=["model", "verb", "user"]), models.Index(fields=["model", "record_id"])]
        constraints = [models.CheckConstraint(condition=Q(user__isnull=False) | Q(team__isnull=False), name="share_names_a_person_or_a_team")]

    def __str__(self) -> str:
        return f"{self.model} {self.record_id} · {self.verb}"

    @property
    def receiver(self) -> models.Model | None:
        return self.user or self.team
