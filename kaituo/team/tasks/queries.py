"""Who reaches a project and what lies in it, and the adjectives of tasks."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from kaituo.foundation.identity.access import VIEW
from kaituo.foundation.identity.choices import Scope
from kaituo.foundation.records.models.record import RecordQuerySet

from .choices import Level, Openness, TaskState

if TYPE_CHECKING:
    from kaituo.foundation.identity.models import User

LEVELS = {Level.VIEW: [Level.VIEW, Level.EDIT, Level.MANAGE], Level.EDIT: [Level.EDIT, Level.MANAGE], Level.MANAGE: [Level.MANAGE]}


def open_projects(user: "User", level: Level, day: date) -> QuerySet:
    """The keys of the projects in which the person has that level; to look, also those that are open to her.

    What is open to the company is open to roles that may see projects in the widest scope: an agency's people are no part of it.
    """
    member = apps.get_model("tasks", "ProjectMember").objects.filter(person=user, level__in=LEVELS[level], archived_at=None)
    condition = Q(owner=user) | Q(pk__in=member.values("project"))
    if level == Level.VIEW:
        teams = user.reach_on(day).teams_of(frozenset({Scope.TEAM, Scope.SUBTREE}))
        condition |= Q(openness=Openness.TEAM, team__in=teams)
        condition |= Q(openness=Openness.COMPANY) if Scope.ALL in user.rights.reach("tasks.Project", VIEW) else Q()
    return apps.get_model("tasks", "Project").objects.filter(condition).order_by().values("pk")


class ProjectQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return Q(pk__in=open_projects(user, Level.VIEW if verb in {VIEW, "export"} else Level.MANAGE, day))


class InProjectQuerySet(RecordQuerySet):
    """What lies in a project: whoever works there may change it."""

    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        return Q(project__in=open_projects(user, Level.VIEW if verb in {VIEW, "export"} else Level.EDIT, day))


class CardListQuerySet(RecordQuerySet):
    def in_order(self) -> "CardListQuerySet":
        return self.active().order_by("position", "pk")


class TaskQuerySet(RecordQuerySet):
    def opened_for(self, user: "User", verb: str, day: date) -> Q:
        """Whoever is to do it; of a project whoever reaches that; of none who made it, and whose roles reach its person."""
        involved = apps.get_model("tasks", "TaskPerson").objects.filter(person=user)
        level = Level.VIEW if verb in {VIEW, "export"} else Level.EDIT
        scopes = user.rights.reach("tasks.Task", verb)
        free = Q(created_by=user) if Scope.ALL not in scopes else Q()
        free = free if Scope.ALL in scopes else free | Q(owner__in=user.reach_on(day).owners(scopes))
        mine = Q(pk__in=[]) if verb == "create" else Q(owner=user) | Q(pk__in=involved.values("task"))
        return mine | Q(project__in=open_projects(user, level, day)) | (Q(project__isnull=True) & free)

    def open(self) -> "TaskQuerySet":
        return self.active().filter(state=TaskState.OPEN, is_pattern=False)

    def done(self) -> "TaskQuerySet":
        return self.active().filter(state=TaskState.DONE, is_pattern=False)

    def given(self) -> "TaskQuerySet":
        """Open, and somebody is to do it."""
        return self.open().filter(owner__isnull=False)

    def credited(self) -> "TaskQuerySet":
        return self.done().filter(owner__isnull=False)

    def of(self, people: list[int]) -> "TaskQuerySet":
        """Theirs, alone or with others."""
        shared = apps.get_model("tasks", "TaskPerson").objects.filter(person__in=people)
        return self.filter(Q(owner__in=people) | Q(pk__in=shared.values("task")))

    def about(self, label: str, pk: int) -> "TaskQuerySet":
        links = apps.get_model("tasks", "TaskLink").objects.filter(subject_type=label, subject_id=pk)
        return self.filter(pk__in=links.values("task"))
