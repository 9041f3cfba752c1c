"""Passing duties on: the one of whoever goes ends, and one of whoever follows begins. What was credited until then stays with whoever earned it."""

from datetime import date

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.facts import RECORD_HANDED_BACK, Fact
from kaituo.foundation.records.log import state

from .models import Duty


def carry(kind: type[Duty], receivers: dict[int, User], former: User, *, by: User, says: Fact) -> list[int]:
    """{key of a duty: who gets it}; returns the keys of what moved. Taking a hand-over back is told the same keys, and `former` is who got it."""
    rows = kind.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=receivers).order_by("pk")
    step = _give_back if says.name == RECORD_HANDED_BACK.name else _hand_on
    return [duty.pk for duty in rows.select_related("role", kind.about) if step(duty, receivers[duty.pk], former, by, says)]


def _hand_on(duty: Duty, to: User, former: User, by: User, says: Fact) -> bool:
    if duty.person_id != former.pk or not duty.can_end:
        return False
    until = duty.ends_on
    _end(duty, clock.today(), former, to, by, says)
    if not _is_needless(duty, to, until):
        records.create(_like(duty, to, until), by=User.objects.system())
    return True


def _give_back(duty: Duty, to: User, former: User, by: User, says: Fact) -> bool:
    """Whoever followed gives it up, if she still has it; a duty that nobody followed in begins anew."""
    successor = duty.followed_by.active().filter(person=former).not_over(clock.today()).first()
    if successor is None and duty.followed_by.exists():
        return False
    until = successor.ends_on if successor else None
    if successor is not None:
        _end(successor, clock.today(), former, to, by, says)
    if not _is_needless(duty, to, until):
        records.create(_like(successor or duty, to, until), by=User.objects.system())
    return True


def _end(duty: Duty, today: date, former: User, to: User, by: User, says: Fact) -> None:
    """One that begins today or later has never been."""
    before = snapshot(duty)
    duty.ends_on = max(today, duty.starts_on)
    duty.save(update_fields=["ends_on"])
    ring([state(says, duty, by=by, changes=difference(before, snapshot(duty)), inputs={"to": to, "former": former})])


def _is_needless(duty: Duty, to: User, until: date | None) -> bool:
    """The responsible rep helps nobody but herself, and nobody has the same duty twice."""
    same = type(duty).objects.active().filter(role=duty.role, person=to, **{duty.about: duty.subject}).not_over(clock.today())
    return duty.subject.owner_id == to.pk or (until is not None and until <= clock.today()) or same.exists()


def _like(duty: Duty, person: User, until: date | None) -> Duty:
    values = {name: getattr(duty, name) for name in ("role", "share", "note", duty.about)}
    starts_on = max(clock.today(), duty.starts_on)
    return type(duty)(person=person, starts_on=starts_on, ends_on=until, follows=duty, **values)
