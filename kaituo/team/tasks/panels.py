"""What the pages of other records show of tasks: those that are about the record, and the way to a new one."""

from urllib.parse import urlencode

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import access_of, may, visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.models import Record
from kaituo.foundation.screens.parts import Panel
from kaituo.foundation.ui.addresses import address

from .models import Task

SIZE = 20
OWN = ("tasks", "records", "screens", "notices", "identity")
"""Tasks are not about tasks' own lists, nor about what only serves other records."""


def task_address(row: models.Model, **values) -> str:
    return f"{address('tasks-task-new')}?{urlencode({'about': f'{row._meta.label}:{row.pk}', **values})}"


class TasksOfRecord(Panel):
    """Those that the person may see, open ones first. On what belongs to nobody, such as a setting, only where there are some."""

    template = "tasks/of_record.html"
    title = _("Tasks")

    def context(self, row: models.Model, user: User) -> dict | None:
        if not may(user, "view", Task):
            return None
        rows = visible(user, Task.objects.active().about(row._meta.label, row.pk)).select_related("owner")
        found = list(rows.order_by("-state", "due_on", "pk")[: SIZE + 1])
        if not found and not access_of(type(row)).owner:
            return None
        new = task_address(row) if may(user, "create", Task) and getattr(row, "archived_at", None) is None else ""
        return {"tasks": found[:SIZE], "has_more": len(found) > SIZE, "new": new}


for _model in apps.get_models():
    if issubclass(_model, Record) and _model._meta.app_label not in OWN and not getattr(_model, "shows_tasks_itself", False):
        type(f"TasksOf{_model.__name__}", (TasksOfRecord,), {"on": _model._meta.label, "__module__": __name__})
