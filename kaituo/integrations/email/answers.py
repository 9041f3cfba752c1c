"""Letters from customers that wait for an answer: due by the service policy of the customer's class, answered by whatever is done with the customer next."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices import promises
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.sales.segments.policies import answer_due

from .models import AwaitedAnswer, Letter
from .telling import is_fresh

AHEAD = timedelta(hours=2)
"""Before it is due the rep is reminded."""


def _owner(awaited: AwaitedAnswer) -> User:
    """Whoever has the customer; of a customer that nobody has, whose letter it is."""
    return awaited.letter.account.owner or awaited.letter.person


PROMISE = promises.Promise(
    due="due_at",
    near=kind("email.waits", _("Letters that wait for an answer"), _("The letter “%(subject)s” waits for an answer until %(at)s"), "clock"),
    late=kind(
        "email.late",
        _("Letters that were not answered in time"),
        _("The letter “%(subject)s” to %(person)s was to be answered by %(at)s"),
        "alert-triangle",
    ),
    about=lambda awaited: awaited.letter,
    owner=_owner,
)


def expect(letter: Letter) -> None:
    """A letter that came in: its answer is awaited if the customer's class promises one and nobody has dealt with the customer since."""
    due_at = answer_due(letter.account, letter.sent_at) if letter.account and is_fresh(letter) else None
    if due_at is not None and not Activity.objects.active().filter(account=letter.account, happened_at__gte=letter.sent_at).exists():
        AwaitedAnswer.objects.create(letter=letter, due_at=due_at)


def note_answers(activities: Iterable[int]) -> None:
    """What was done with a customer answers the letters that came in before it."""
    for account, at in Activity.objects.filter(pk__in=list(activities)).values_list("account", "happened_at"):
        letters = Letter.objects.filter(account=account, sent_at__lte=at).values("pk")
        AwaitedAnswer.objects.waiting().filter(letter__in=Subquery(letters)).update(answered_at=at)


def remind(now: datetime | None = None) -> int:
    waiting = AwaitedAnswer.objects.waiting().select_related("letter__account__owner", "letter__person").order_by("due_at", "pk")
    return promises.remind(PROMISE, waiting, AHEAD, now or clock.now())
