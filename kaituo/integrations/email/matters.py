"""Letters that customers wait to have answered, among what is to do now."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaituo.field.activities.steps import log_step
from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.agenda import Matter, Reason, source, verb_step
from kaituo.foundation.ui.formats import instant

from .models import Letter


def waiting(user: User, owners: list[int], today: date) -> QuerySet[Letter]:
    """By whoever has the customer; of a customer that nobody has, by whose letter it is."""
    rows = visible(user, Letter.objects.awaited())
    rows = rows.filter(Q(account__owner__in=owners) | Q(account__owner=None, person__in=owners))
    return rows.select_related("awaited", "account__owner", "person").order_by("awaited__due_at", "pk")


def of_letter(letter: Letter, today: date) -> Matter:
    due_at = letter.awaited.due_at
    is_late = due_at <= timezone.now()
    text = _("answer was due %(at)s") if is_late else _("answer by %(at)s")
    reason = Reason(text % {"at": instant(due_at)}, "bad" if is_late else "warn")
    about = " · ".join(part for part in (letter.sender_name, str(letter)) if part)
    steps = (log_step(letter.account_id), verb_step(letter, "set_aside"))
    return Matter(letter, str(letter.account), about, (reason,), timezone.localdate(due_at), letter.account.owner or letter.person, steps=steps)


source("letters", gettext_lazy("Letters to answer"), "mail", rows=waiting, matter=of_letter, list_url="email-letter-list")
