"""The tables of tasks."""

from .board import Board, CardList
from .project import Project, ProjectMember
from .task import ChecklistItem, Dependency, Task, TaskLink, TaskPerson

__all__ = ["Board", "CardList", "ChecklistItem", "Dependency", "Project", "ProjectMember", "Task", "TaskLink", "TaskPerson"]
