"""A project as Asana exports it: a CSV with a row for every task. A subtask becomes an item on the checklist of its parent."""

import csv
import hashlib
import io
from datetime import date

from django.utils.translation import gettext as _

from .plan import BoardPlan, Complaint, Item, PlannedTask, Someone, Unreadable

NEEDED = ("Task ID", "Name")
NO_SECTION = "-"
Row = dict[str, str]


def read(content: bytes) -> BoardPlan:
    """Raises Unreadable."""
    try:
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        rows = [{(key or "").strip(): (value or "").strip() for key, value in row.items() if isinstance(value, str | None)} for row in lines]
        headings = [heading.strip() for heading in lines.fieldnames or []]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(_("This is no CSV file in UTF-8. In Asana: menu of the project → Export → CSV.")) from error
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        raise Unreadable(_("The column %(names)s is missing: this is no export of Asana.") % {"names": ", ".join(missing)})
    name = next((row["Projects"].split(",")[0].strip() for row in rows if row.get("Projects")), _("Board from Asana"))
    plan = BoardPlan("asana", hashlib.sha256(name.encode()).hexdigest()[:24], name[:120])
    _Rows(rows, plan).read()
    return plan


class _Rows:
    def __init__(self, rows: list[Row], plan: BoardPlan) -> None:
        self.rows, self.plan = rows, plan
        self.by_name: dict[str, PlannedTask] = {}

    def read(self) -> None:
        subtasks, seen, sections = [], set(), {}
        for number, row in enumerate(self.rows, 2):
            key, title = row["Task ID"], row["Name"]
            if not key or key in seen:
                self.complain(number, "Task ID", key, _("Every task needs a key of its own: export the project anew."))
            elif not title:
                self.complain(number, "Name", "", _("The task has no name: name it in Asana and export anew."))
            elif row.get("Parent task"):
                subtasks.append((number, row))
            else:
                section = row.get("Section/Column") or NO_SECTION
                sections.setdefault(section, f"{self.plan.key}/{section}"[:180])
                self.add(number, row, sections[section])
            seen.add(key)
        self.plan.lists = [(key, self.named(section), False) for section, key in sections.items()]
        for number, row in subtasks:
            self.hang(number, row)
        self.wait()

    def named(self, section: str) -> str:
        return (_("Without section") if section == NO_SECTION else section)[:80]

    def add(self, number: int, row: Row, list_key: str) -> None:
        task = PlannedTask(row["Task ID"], row["Name"][:300], list_key, row.get("Notes", ""))
        task.starts_on, task.due_on = self.day(number, row, "Start Date"), self.day(number, row, "Due Date")
        task.done_on = self.day(number, row, "Completed At")
        if task.starts_on and task.due_on and task.due_on < task.starts_on:
            task.starts_on = None
        if row.get("Assignee") or row.get("Assignee Email"):
            task.people = [Someone(row.get("Assignee", ""), row.get("Assignee Email", ""))]
        task.labels = [(label.strip()[:40], "blue") for label in row.get("Tags", "").split(",") if label.strip()]
        self.plan.tasks.append(task)
        self.by_name.setdefault(row["Name"], task)

    def hang(self, number: int, row: Row) -> None:
        parent = self.by_name.get(row["Parent task"])
        if parent is None:
            self.complain(number, "Parent task", row["Parent task"], _("The file holds no task of this name. Export the whole project."))
            return
        more = ", ".join(part for part in (row.get("Assignee", ""), row.get("Due Date", "")) if part)
        text = f"{row['Name']} ({more})" if more else row["Name"]
        parent.items.append(Item(row["Task ID"], text[:300], bool(row.get("Completed At"))))

    def wait(self) -> None:
        """Names may hold commas, so a whole cell is looked for before its parts."""
        by_key = {row["Task ID"]: row for row in self.rows}
        for task in self.plan.tasks:
            for other in self.found(by_key[task.key].get("Blocked By (Dependencies)", "")):
                if other.key not in task.waits_for:
                    task.waits_for.append(other.key)
            for other in self.found(by_key[task.key].get("Blocking (Dependencies)", "")):
                if task.key not in other.waits_for:
                    other.waits_for.append(task.key)

    def found(self, cell: str) -> list[PlannedTask]:
        if cell in self.by_name:
            return [self.by_name[cell]]
        return [self.by_name[part.strip()] for part in cell.split(",") if part.strip() in self.by_name]

    def day(self, number: int, row: Row, name: str) -> date | None:
        text = row.get(name, "")
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self.complain(number, name, text, _("This is no day that can be read. It should look like 2026-11-27."))
            return None

    def complain(self, number: int, field: str, text: str, message: str) -> None:
        self.plan.complaints.append(Complaint(number, field, text[:80], message))
