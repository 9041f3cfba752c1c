"""A board as Trello exports it: one JSON of lists, cards, checklists, labels, members and what was said."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from numbers import Real
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .plan import BoardPlan, Complaint, Item, PlannedTask, Said, Someone, Unreadable

COLOURS = {"green": "green", "yellow": "amber", "orange": "amber", "red": "red", "purple": "violet", "blue": "blue", "sky": "blue", "pink": "violet"}
Row = dict[str, Any]


def read(content: bytes) -> BoardPlan:
    """Raises Unreadable."""
    try:
        board = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is no JSON file. In Trello: menu of the board → Print, export and share → Export as JSON.")) from error
    if not isinstance(board, dict) or not all(isinstance(board.get(name), list) for name in ("lists", "cards")):
        raise Unreadable(_("This JSON is no board of Trello: it has no lists and cards."))
    plan = BoardPlan("trello", str(board.get("id", "")), str(board.get("name") or _("Board from Trello"))[:120])
    for each in sorted(_rows(board, "lists"), key=_place):
        plan.lists.append((str(each.get("id", "")), str(each.get("name", ""))[:80] or "—", bool(each.get("closed"))))
    _Cards(board, plan).read()
    return plan


def _rows(board: Row, name: str) -> list[Row]:
    found = board.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _row(row: Row, name: str) -> Row:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _texts(row: Row, name: str) -> list[str]:
    found = row.get(name)
    return [str(each) for each in found] if isinstance(found, list) else []


def _place(row: Row) -> Any:
    """Trello numbers places with fractions."""
    place = row.get("pos")
    return place if isinstance(place, Real) else 0


class _Cards:
    def __init__(self, board: Row, plan: BoardPlan) -> None:
        self.plan, self.cards = plan, sorted(_rows(board, "cards"), key=_place)
        self.people = {str(each.get("id")): _someone(each) for each in _rows(board, "members")}
        self.items: dict[str, list[Item]] = defaultdict(list)
        for checklist in sorted(_rows(board, "checklists"), key=_place):
            self.items[str(checklist.get("idCard", ""))] += list(_items(checklist))
        self.said: dict[str, list[Said]] = defaultdict(list)
        for action in _rows(board, "actions"):
            self._hear(action)

    def read(self) -> None:
        known, seen = {key for key, _name, _gone in self.plan.lists}, set()
        for number, card in enumerate(self.cards, 1):
            key, title = str(card.get("id", "")), str(card.get("name") or "").strip()
            if not key or key in seen:
                self.complain(number, "id", key, _("Every card needs a key of its own: export the board anew."))
            elif not title:
                self.complain(number, "name", "", _("The card has no name: name it in Trello and export anew."))
            elif str(card.get("idList", "")) not in known:
                self.complain(
                    number,
                    "idList",
                    str(card.get("idList", "")),
                    _("The card “%(name)s” lies in a list that the file does not hold.") % {"name": title},
                )
            else:
                self.plan.tasks.append(self.task(number, card, key, title))
            seen.add(key)

    def task(self, number: int, card: Row, key: str, title: str) -> PlannedTask:
        due, start = self.moment(number, card, "due"), self.moment(number, card, "start")
        links = [f"{each.get('name', '')} {each.get('url', '')}".strip() for each in _rows(card, "attachments")]
        task = PlannedTask(key, title[:300], str(card.get("idList", "")), "\n".join([str(card.get("desc") or ""), *links]).strip())
        if due is not None:
            task.due_on, task.at = due.date(), due.time().replace(second=0, microsecond=0)
            task.starts_on = start.date() if start is not None and start.date() <= due.date() else None
        task.done_on = timezone.localdate() if card.get("dueComplete") and due is None else (due.date() if due and card.get("dueComplete") else None)
        task.is_archived = bool(card.get("closed"))
        task.people = [self.people[each] for each in _texts(card, "idMembers") if each in self.people]
        task.labels = [
            (str(each.get("name") or each.get("color") or "")[:40], COLOURS.get(str(each.get("color")), "grey")) for each in _rows(card, "labels")
        ]
        task.items, task.comments = self.items[key], sorted(self.said[key], key=lambda said: said.at)
        return task

    def moment(self, number: int, card: Row, name: str) -> datetime | None:
        text = card.get(name)
        if not text:
            return None
        found = _parsed(text)
        if found is None:
            self.complain(number, name, str(text), _("This is no day that can be read. It should look like 2026-11-27T09:00:00.000Z."))
        return timezone.localtime(found) if found else None

    def _hear(self, action: Row) -> None:
        data, at = _row(action, "data"), _parsed(action.get("date"))
        card = _row(data, "card")
        if action.get("type") == "commentCard" and at is not None and data.get("text"):
            self.said[str(card.get("id", ""))].append(Said(_someone(_row(action, "memberCreator")), at, str(data["text"])[:5000]))

    def complain(self, number: int, field: str, text: str, message: str) -> None:
        self.plan.complaints.append(Complaint(number, field, text[:80], message))


def _parsed(text: Any) -> datetime | None:
    try:
        found = parse_datetime(str(text))
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found


def _someone(member: Row) -> Someone:
    return Someone(str(member.get("fullName") or ""), str(member.get("email") or ""), str(member.get("username") or ""))


def _items(checklist: Row) -> Iterator[Item]:
    for each in sorted(_rows(checklist, "checkItems"), key=_place):
        if text := str(each.get("name") or "").strip():
            yield Item(str(each.get("id", "")), text[:300], each.get("state") == "complete")
