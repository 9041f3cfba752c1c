"""Letters from customers that wait for an answer: due by the service policy of the customer's class, answered by whatever is done with the customer next."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kaituo.field.activities.models import Activity
from kaituo.foundation.identity.models import User
from kaituo.foundation.notices import promises
from kaituo.foundation.notices.kinds import kind
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.log import state_many
from kaituo.sales.segments.policies import answer_due

from . import events
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
    """A letter that came in: its answer is awaited if the customer's class promises one. What was done with the customer since then was the answer."""
    due_at = answer_due(letter.account, letter.sent_at) if letter.account and is_fresh(letter) else None
    if due_at is None:
        return
    AwaitedAnswer.objects.create(letter=letter, due_at=due_at)
    since = Activity.objects.active().filter(account=letter.account, happened_at__gte=letter.sent_at).order_by("happened_at", "pk").first()
    if since is not None:
        note_answers([since.pk], by=User.objects.system())


def note_answers(activities: Iterable[int], *, by: User) -> None:
    """What was done with a customer answers the letters that came in before it."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    for account, at in Activity.objects.filter(pk__in=list(activities)).order_by("happened_at").values_list("account", "happened_at"):
        moments[account].append(at)
    answered: list[Letter] = []
    for letter in Letter.objects.awaited().filter(account__in=list(moments)).select_related("awaited"):
        letter.awaited.answered_at = next((at for at in moments[letter.account_id] if at >= letter.sent_at), None)
        if letter.awaited.answered_at is not None:
            answered.append(letter)
    AwaitedAnswer.objects.bulk_update([letter.awaited for letter in answered], ["answered_at"])
    ring(state_many(events.LETTER_ANSWERED, answered, by=by))


def remind(now: datetime | None = None) -> int:
    waiting = AwaitedAnswer.objects.waiting().select_related("letter__account__owner", "letter__person").order_by("due_at", "pk")
    return promises.remind(PROMISE, waiting, AHEAD, now or clock.now())
