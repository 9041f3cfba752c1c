"""A project: boards with one purpose, and who may look, work and decide in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import Access
from kaituo.foundation.records.models import Record

from ..choices import Level, Openness
from ..queries import ProjectQuerySet


class Project(Record):
    """`origin` is its key in the tool it was brought from."""

    name = models.CharField(_("Name"), max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="projects", verbose_name=_("Answers for it"))
    openness = models.CharField(_("Who sees it"), max_length=8, choices=Openness, default=Openness.TEAM)
    team = models.ForeignKey("identity.Team", models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("Team"))
    notes = models.TextField(_("What it is for"), blank=True)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = ProjectQuerySet.as_manager()
    access = Access(owner="owner", is_limited=True)

    class Meta:
        verbose_name = _("Project")
        verbose_name_plural = _("Projects")

    def __str__(self) -> str:
        return self.name


class ProjectMember(Record):
    project = models.ForeignKey(Project, models.CASCADE, related_name="members", verbose_name=_("Project"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))
    level = models.CharField(pgettext_lazy("member", "May do"), max_length=6, choices=Level, default=Level.EDIT)

    access = Access(via="project")

    class Meta:
        verbose_name = _("Member of a project")
        verbose_name_plural = _("Members of a project")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="a_member_once_per_project")]

    def __str__(self) -> str:
        return str(self.person)
