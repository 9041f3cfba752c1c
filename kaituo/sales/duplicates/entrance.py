"""What the door does with a record that is like others: refuse it, ask the person, put it away until somebody decides, or let it in and note the pair."""

from django.db import models
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.doors import Entrance
from kaituo.foundation.records.refusals import Doubtful

from . import pairs
from .actions.disputes import claim
from .checking import Finding, find
from .choices import Mode
from .recognition import Marks
from .shelf import Recognisable


def guard(kind: Recognisable, added: dict[int, Marks], door: Entrance, by: User, *, are_new: bool) -> None:
    """`added`: of the written records the marks that they did not carry before. Raises Doubtful: nothing stays written then."""
    findings = find(kind, added, door.door, by, own=lambda pk: pk)
    rows = kind.model._default_manager.in_bulk(findings) if findings else {}
    for pk, finding in findings.items():
        _let_in_or_not(kind, rows[pk], finding, door, by, is_new=are_new)


def _let_in_or_not(kind: Recognisable, row: models.Model, finding: Finding, door: Entrance, by: User, *, is_new: bool) -> None:
    answer = _answer(finding.mode, kind, is_new=is_new)
    if not (answer and door.accepts_doubts):
        noun = kind.model._meta.verbose_name
        hints = finding.hints if door.door != Door.PUBLIC else []
        raise Doubtful(_("There is a record like this already: %(noun)s") % {"noun": noun}, hints, answer=answer)
    pairs.note(kind, row, finding.alike)
    if finding.mode == Mode.APPROVE:
        _keep_waiting(kind, row, finding, by)


def _answer(mode: Mode, kind: Recognisable, *, is_new: bool) -> str:
    """What the person may say; a record that is there already cannot be put away for a changed number."""
    if mode == Mode.WARN:
        return _("It is a different one: save it")
    if mode == Mode.APPROVE and is_new and kind.give is not None:
        return _("It is a different one: put it away until somebody decides")
    return ""


def _keep_waiting(kind: Recognisable, row: models.Model, finding: Finding, by: User) -> None:
    there = kind.model._default_manager.get(pk=next(iter(finding.alike)))
    records.archive(row, by=User.objects.system())
    claim(kind, there, by=by, claimed=str(row), evidence=_("Entered although there is one like it."), entry=row)
