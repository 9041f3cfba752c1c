"""Whose turn it is to answer for a target, and what she may answer."""

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.records.verbs import Verb

from .actions.agreeing import agree, counter, decline
from .models import Target

ANSWERS = (agree.verb, counter.verb, decline.verb)


def is_turn_of(user: User, target: Target) -> bool:
    return target.is_on_the_table and target.side_of(user.pk) == target.waits_for


def answers_of(target: Target, user: User) -> list[Verb]:
    """Nothing while the other side is asked."""
    if not is_turn_of(user, target):
        return []
    return [verb for verb in ANSWERS if verb.fits(target) and may(user, verb.allow, target)]
