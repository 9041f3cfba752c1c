"""The page of boards: every project that a person reaches, with its boards and how much is open on each."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from kaituo.foundation.identity.access import may, visible
from kaituo.foundation.identity.models import User

from .choices import TaskState
from .models import Board, Project


@dataclass
class Shelf:
    """`boards` are worked on; from `templates` new ones are begun."""

    project: Project
    may_work: bool
    boards: list[Board] = field(default_factory=list)
    templates: list[Board] = field(default_factory=list)


def shelves(user: User) -> list[Shelf]:
    """Three queries however many projects there are."""
    projects = visible(user, Project.objects.active()).select_related("owner", "team").order_by("name", "pk")
    may_create = may(user, "create", Board)
    workable = set(visible(user, Project.objects.active(), "change").values_list("pk", flat=True)) if may_create else set()
    found = {project.pk: Shelf(project, project.pk in workable) for project in projects}
    is_open = Q(tasks__state=TaskState.OPEN, tasks__archived_at=None)
    late = Count("tasks", filter=is_open & Q(tasks__due_on__lt=timezone.localdate()))
    boards = visible(user, Board.objects.active().filter(project__in=found)).annotate(open_count=Count("tasks", filter=is_open), late_count=late)
    for board in boards.order_by("name", "pk"):
        shelf = found[board.project_id]
        (shelf.templates if board.is_template else shelf.boards).append(board)
    return list(found.values())
