"""Asking beforehand whether a customer is taken: the answer tells nothing but whose it is, is written down, and cannot be had without end."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.records.choices import Door
from kaituo.foundation.records.log import state
from kaituo.foundation.records.models import Event
from kaituo.foundation.records.refusals import Hint, Refused
from kaituo.sales.customers.models import Account

from . import events
from .checking import find
from .choices import Mode
from .kinds import ACCOUNT
from .recognition import marks_of
from .shelf import SHELF, Recognisable

SALT = "duplicates.claim"
VALID = timedelta(hours=12)
MOST_A_DAY = 200


class Answer:
    """`hints` in order; `claim` opens a dispute about the first that somebody else has, without naming it."""

    def __init__(self, hints: list[Hint], claim: str = "") -> None:
        self.hints, self.claim = hints, claim


def ask(asked: dict[str, Any], *, by: User) -> Answer:
    """Raises Refused when the person has asked too often today."""
    _refuse_fishing(by)
    row = Account(**{name: value or "" for name, value in asked.items()})
    state(events.PRECHECKED, by, by=by, inputs={"asked": ", ".join(str(value) for value in asked.values() if value)[:200]})
    finding = _finding(row, by)
    if finding is None:
        return Answer([])
    hidden = [pk for pk in finding.alike if pk not in {hint.row.pk for hint in finding.hints if hint.row is not None}]
    text = next((str(value) for value in asked.values() if value), "")
    token = signing.dumps([ACCOUNT.label, hidden[0], text[:200], by.pk], salt=SALT) if hidden else ""
    return Answer(finding.hints, token)


def _finding(row: Account, by: User):
    """By every key there is, whatever the rules of the doors say."""
    return find(ACCOUNT, {None: marks_of(ACCOUNT, row)}, Door.FORM, by, modes=dict.fromkeys(ACCOUNT.usual, Mode.WARN), is_even=True).get(None)


def _refuse_fishing(by: User) -> None:
    since = timezone.now() - timedelta(days=1)
    if Event.objects.filter(name=events.PRECHECKED.name, actor=by, at__gt=since).count() >= MOST_A_DAY:
        raise Refused(_("You have asked %(most)s times within a day. Go on tomorrow.") % {"most": MOST_A_DAY})


def claimed(token: str, by: User) -> tuple[Recognisable, Model, str]:
    """What a claim is about, as the answer gave it to this person. Raises Http404."""
    try:
        label, pk, text, person = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature as error:
        raise Http404 from error
    kind = SHELF.get(label)
    row = kind.model._default_manager.filter(pk=pk).first() if kind and person == by.pk else None
    if row is None:
        raise Http404
    return kind, row, text
