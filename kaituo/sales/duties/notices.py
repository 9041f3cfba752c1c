"""What people are told about duties: that they have one now, or took several over at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.notices.actions import tell
from kaituo.foundation.notices.kinds import kind

from .models import Duty

GIVEN = kind("duties.given", _("Duties given to you"), _("%(actor)s gave you a duty: %(duty)s on %(subject)s"), "heart-handshake")
TAKEN_OVER = kind(
    "duties.taken_over", _("Duties that you take over"), _("You take over a duty of %(former)s: %(duty)s on %(subject)s"), "heart-handshake"
)
TAKEN_OVER_MANY = kind(
    "duties.taken_over_many",
    _("Many duties that you take over at once"),
    _("You take over %(count)s duties of %(former)s, the first on %(subject)s"),
    "heart-handshake",
)


def tell_of_given(duty: Duty, by: User) -> None:
    tell([duty.person], GIVEN, duty.subject, by=by, duty=str(duty.role))


def tell_of_taken_over(duties: Iterable[Duty], former: User, by: User) -> None:
    """One notice a person, however many they are."""
    found: dict[User, list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.person].append(duty)
    for person, hers in found.items():
        if len(hers) == 1:
            tell([person], TAKEN_OVER, hers[0].subject, by=by, former=str(former), duty=str(hers[0].role))
        else:
            tell([person], TAKEN_OVER_MANY, hers[0].subject, by=by, former=str(former), count=len(hers))
