"""The screens of tasks, boards and projects."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaituo.foundation.identity.access import VIEW, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Badge, Columns
from kaituo.foundation.screens.parts import Board as Ways
from kaituo.foundation.screens.parts import Calendar, Facts, Lines, Page, Part, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import SCREENS, Screen
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.screens.views.board import BoardView
from kaituo.foundation.ui.navigation import MenuItem, register

from . import actions, panels
from .board import begun, dress, lists_of_board
from .choices import STATE_TONES
from .forms import TaskForm
from .models import Board, CardList, Dependency, Project, ProjectMember, Task, TaskPerson
from .task_form import TaskFormView

PANELS = panels.TasksOfRecord


def works_with_tasks(user: User) -> bool:
    return may(user, VIEW, Task)


register(MenuItem("team", pgettext_lazy("tasks", "Boards"), "tasks-boards", "layout-kanban", 21, works_with_tasks))


class Checklist(Part):
    """One tap ticks; a line adds."""

    template = "tasks/checklist.html"
    title = _("Checklist")

    def context(self, row: Task, user: User) -> dict | None:
        items = list(row.items.all())
        may_change = row.is_active and may(user, "change", row)
        if not items and not may_change:
            return None
        return {"items": items, "ticked_count": sum(item.is_ticked for item in items), "may_change": may_change}


class Connections(Part):
    """Who else works on it, what it waits for, what waits for it, what it is about."""

    template = "tasks/connections.html"
    title = _("Belongs together")

    def context(self, row: Task, user: User) -> dict | None:
        links = [(each.subject_type, each.subject_id) for each in row.links.all()]
        found = {
            "people": list(row.people.select_related("person")),
            "waits": list(visible(user, Task.objects.filter(blocks__task=row))),
            "holds": list(visible(user, Task.objects.active().filter(blockers__blocked_by=row))),
            "about": list(sources(links, user).values()),
        }
        return found if any(found.values()) else None


class TaskBoardView(BoardView):
    """One board; the tabs lead to the others of its project."""

    @cached_property
    def switches(self) -> list:
        boards = visible(self.request.user, Board.objects.active()).select_related("project").order_by("project__name", "pk")
        asked = boards.filter(pk=self.request.GET["board"]).first() if self.request.GET.get("board", "").isdigit() else None
        first = asked or boards.filter(is_template=False).first()
        return list(boards.filter(project=first.project_id, is_template=first.is_template)) if first else []

    def around(self) -> dict:
        """The board's name stands above it, with the way to its lists for those who may change them."""
        chosen = next((board for board in self.switches if str(board.pk) == self.switch), None)
        edit = SCREENS[Board._meta.label].url("edit", chosen.pk) if chosen and may(self.request.user, "change", chosen) else ""
        return super().around() | {"chosen": chosen, "chosen_above": chosen.project if chosen else "", "chosen_edit": edit}


class TaskScreen(Screen):
    model = Task
    slug = "tasks"
    group, icon, order, quick = "team", "checklist", 20, True
    teaches = _("What you are to do stands here, from every board and from no board. Give it a day, and it reminds you.")
    reads = ("owner",)
    sort = "due_on"
    table = Columns(
        "title",
        "owner",
        "due_on",
        Badge("state", tones=STATE_TONES),
        "project",
        "board",
        "card_list",
        hidden=("at", "starts_on", "done_on", "repeats", "progress", "is_overdue", "created_by", "created_at"),
    )
    filters = ("state", "owner", "team", "due_on", "project", "board", "card_list", "repeats", "tags")
    finds = ("title", "notes")
    form = TaskForm
    form_view = TaskFormView
    lines = (
        Lines(TaskPerson, ("person",), through="task", extra=0, title=_("Who else works on it")),
        Lines(Dependency, ("blocked_by",), through="task", extra=0, title=_("Waits for")),
    )
    board = Ways(by="card_list", card=("owner",), drop=actions.move, columns=lists_of_board, switch="board", order="position", begin=begun, size=50)
    board_view = TaskBoardView
    calendar = Calendar(on="due_on")
    page = Page(
        Facts(
            "owner", "due_on", "at", Badge("state", tones=STATE_TONES), "done_on", "project", "board", "card_list", "starts_on", "repeats", "notes"
        ),
        Checklist(),
        Connections(),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="id", fields=("title", "owner", "due_on", "starts_on", "state", "notes", "repeats"))
    buttons = (actions.complete, actions.reopen, actions.move, actions.give, actions.postpone, actions.pass_limit)
    forward = (actions.complete,)
    bulk = (actions.complete, actions.give, actions.postpone, archive)
    inline = ("title", "due_on", "owner")

    def opens_with(self) -> str:
        return "state=open"

    def fill(self, rows: list[models.Model]) -> None:
        dress(rows)


class ProjectScreen(Screen):
    model = Project
    slug = "projects"
    icon = "folder"
    teaches = _("A project holds boards and says who may look, work and decide.")
    table = Columns("name", "owner", "openness", "team", "created_at")
    filters = ("owner", "openness", "team")
    finds = ("name", "notes")
    fields = ("name", "owner", "openness", "team", "notes")
    lines = (Lines(ProjectMember, ("person", "level"), through="project", title=_("Members")),)
    page = Page(
        Facts("owner", "openness", "team", "notes"),
        Related("boards", "name", "is_template", "created_at"),
        Related("members", "person", "level", title=_("Members")),
        beside=(Timeline(),),
    )


class BoardScreen(Screen):
    model = Board
    slug = "boards"
    icon = "layout-kanban"
    is_plain = True
    table = Columns("name", "project", "is_template", "created_at")
    filters = ("project", "is_template")
    finds = ("name", "project__name")
    reads = ("project",)
    fields = ("project", "name", "notes")
    lines = (Lines(CardList, ("name", "task_limit", "is_for_done", "position"), through="board", extra=3, title=_("Lists")),)
    page = Page(Facts("project", "is_template", "notes"), Related("card_lists", "name", "task_limit", "is_for_done"), beside=(Timeline(),))
    buttons = (actions.copy_board, actions.keep_as_template)
