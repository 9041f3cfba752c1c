"""Writes a plan: what is there already, known again by its key in the other tool, is left as it is, so that a second time changes nothing."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.models import Comment, Tag, TagUse

from ..choices import Openness, TaskState
from ..models import Board, CardList, ChecklistItem, Dependency, Project, Task, TaskPerson
from .plan import BoardPlan, PlannedTask, Someone

Note = Callable[[list[Model]], None]


class People:
    """Who of the other tool is who here: by e-mail, then by sign-in name, then by the whole name if only one has it."""

    def __init__(self) -> None:
        self.by_email, self.by_username = {}, {}
        self.by_name: dict[str, list[User]] = {}
        for user in User.objects.people().filter(is_active=True):
            self.by_email |= {user.email.lower(): user} if user.email else {}
            self.by_username[user.username.lower()] = user
            self.by_name.setdefault(user.name.strip(), []).append(user)

    def find(self, who: Someone) -> User | None:
        named = self.by_name.get(who.name.strip(), [])
        found = self.by_email.get(who.email.lower()) if who.email else None
        found = found or (self.by_username.get(who.username.lower()) if who.username else None)
        return found or (named[0] if len(named) == 1 else None)

    def unknown(self, plan: BoardPlan) -> list[str]:
        return list(dict.fromkeys(who.name or who.email or who.username for who in plan.people if self.find(who) is None))


def board_of(plan: BoardPlan, user: User) -> Board | None:
    """The board that an earlier import of the same one made, as far as the person may work on it."""
    return visible(user, Board.objects.active(), "change").filter(origin=plan.origin(plan.key)).first()


def new_tasks(plan: BoardPlan, board: Board | None) -> list[PlannedTask]:
    known = set(Task.objects.filter(board=board).values_list("origin", flat=True)) if board else set()
    return [task for task in plan.tasks if plan.origin(task.key) not in known]


def write(plan: BoardPlan, *, by: User, note: Note) -> Board:
    """`note` is told of every record that was made, in the order in which they stand on one another."""
    board = board_of(plan, by) or _begun(plan, by, note)
    lists = _lists(plan, board, by, note)
    people, planned = People(), new_tasks(plan, board)
    rows = [_task(plan, each, board, lists, people, at) for at, each in enumerate(planned, 1)]
    _made(rows, by, note)
    for row, each in zip(rows, planned, strict=True):
        _around(row, each, people, by, note)
    _dependencies(plan, board, planned, by, note)
    return board


def _made(rows: list[Model], by: User, note: Note) -> None:
    records.create_many(rows, by=by)
    note(rows)


def _begun(plan: BoardPlan, by: User, note: Note) -> Board:
    project = Project(name=plan.name, owner=by, openness=Openness.PRIVATE, origin=plan.origin(plan.key))
    records.create(project, by=by)
    board = records.create(Board(project=project, name=plan.name, origin=plan.origin(plan.key)), by=by)
    note([project])
    note([board])
    return board


def _lists(plan: BoardPlan, board: Board, by: User, note: Note) -> dict[str, CardList]:
    found = {each.origin: each for each in board.card_lists.all()}
    fresh = [(at, *each) for at, each in enumerate(plan.lists) if plan.origin(each[0]) not in found]
    rows = [
        CardList(board=board, name=name, position=at, origin=plan.origin(key), archived_at=clock.now() if is_gone else None)
        for at, key, name, is_gone in fresh
    ]
    if rows:
        _made(rows, by, note)
    found |= {each.origin: each for each in rows}
    return {key: found[plan.origin(key)] for key, _name, _gone in plan.lists}


def _task(plan: BoardPlan, each: PlannedTask, board: Board, lists: dict[str, CardList], people: People, at: int) -> Task:
    known = [person for person in map(people.find, each.people) if person]
    stranger = [who.name or who.email for who in each.people if people.find(who) is None]
    notes = "\n".join([each.notes, *([_("Assigned there to: %(names)s") % {"names": ", ".join(stranger)}] if stranger else [])]).strip()
    return Task(
        title=each.title,
        board=board,
        card_list=lists[each.list_key],
        owner=known[0] if known else None,
        starts_on=each.starts_on,
        due_on=each.due_on,
        at=each.at if each.at != time(0) else None,
        notes=notes,
        state=TaskState.DONE if each.done_on else TaskState.OPEN,
        done_on=each.done_on,
        archived_at=clock.now() if each.is_archived else None,
        origin=plan.origin(each.key),
        position=at * 1024,
    )


def _around(row: Task, each: PlannedTask, people: People, by: User, note: Note) -> None:
    others = list(dict.fromkeys(person for person in map(people.find, each.people) if person))[1:]
    items = [
        ChecklistItem(task=row, text=item.text, is_ticked=item.is_ticked, position=at, origin=item.key[:200]) for at, item in enumerate(each.items)
    ]
    for rows in ([TaskPerson(task=row, person=person) for person in others], items):
        if rows:
            _made(rows, by, note)
    uses = [TagUse(tag=_tag(name, colour, by), subject_type=row.label, subject_id=row.pk) for name, colour in dict(each.labels).items() if name]
    said = [_comment(row, each_said, people, by) for each_said in each.comments]
    for model, rows in ((TagUse, uses), (Comment, said)):
        if rows:
            note(model.objects.bulk_create(rows))


def _tag(name: str, colour: str, by: User) -> Tag:
    return Tag.objects.filter(name__iexact=name).first() or records.create(Tag(name=name, colour=colour), by=User.objects.system())


def _comment(row: Task, said: Any, people: People, by: User) -> Comment:
    """Whoever is not known here is named before her words."""
    author = people.find(said.who)
    text = said.text if author else f"{said.who.name or said.who.username}: {said.text}"
    at: datetime = min(said.at, timezone.now())
    return Comment(subject_type=row.label, subject_id=row.pk, author=author or by, text=text[:5000], created_at=at)


def _dependencies(plan: BoardPlan, board: Board, planned: list[PlannedTask], by: User, note: Note) -> None:
    """Those that would close a circle are left out."""
    rows = {row.origin: row for row in board.tasks.all()}
    for each in planned:
        for key in each.waits_for:
            other = rows.get(plan.origin(key))
            row = Dependency(task=rows[plan.origin(each.key)], blocked_by=other) if other else None
            if row is not None and not row.closes_a_circle():
                _made([row], by, note)
