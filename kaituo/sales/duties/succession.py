"""Passing duties on: the one of whoever goes ends, and one of whoever follows begins. What was credited until then stays with whoever earned it."""

from dataclasses import dataclass, field
from datetime import date

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records import clock
from kaituo.foundation.records.bells import ring
from kaituo.foundation.records.changes import difference, snapshot
from kaituo.foundation.records.facts import RECORD_HANDED_BACK, Fact
from kaituo.foundation.records.log import state

from .models import Duty
from .notices import tell_of_taken_over


@dataclass(frozen=True)
class Passing:
    """Taking a hand-over back is a passing too; there `former` is who got it. `begun` are the duties that begin by it."""

    former: User
    by: User
    says: Fact
    begun: list[Duty] = field(default_factory=list)

    @property
    def is_back(self) -> bool:
        return self.says.name == RECORD_HANDED_BACK.name


def carry(kind: type[Duty], receivers: dict[int, User], former: User, *, by: User, says: Fact) -> list[int]:
    """{key of a duty: who gets it}; returns the keys of what moved. Whoever gets any is told once."""
    rows = kind.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=receivers).order_by("pk")
    passing = Passing(former, by, says)
    step = _give_back if passing.is_back else _hand_on
    moved = [duty.pk for duty in rows.select_related("role", kind.about) if step(duty, receivers[duty.pk], passing)]
    tell_of_taken_over(passing.begun, former, by)
    return moved


def _hand_on(duty: Duty, to: User, passing: Passing) -> bool:
    if duty.person_id != passing.former.pk or not duty.can_end:
        return False
    until = duty.ends_on
    _end(duty, to, passing)
    _begin(duty, to, until, passing)
    return True


def _give_back(duty: Duty, to: User, passing: Passing) -> bool:
    """Whoever followed gives it up, if she still has it; a duty that nobody followed in begins anew."""
    successor = duty.followed_by.active().filter(person=passing.former).not_over(clock.today()).first()
    if successor is None and duty.followed_by.exists():
        return False
    until = successor.ends_on if successor else None
    if successor is not None:
        _end(successor, to, passing)
    _begin(successor or duty, to, until, passing)
    return True


def _begin(duty: Duty, to: User, until: date | None, passing: Passing) -> None:
    if not _is_needless(duty, to, until):
        passing.begun.append(records.create(_like(duty, to, until), by=User.objects.system()))


def _end(duty: Duty, to: User, passing: Passing) -> None:
    """One that begins today or later has never been."""
    before = snapshot(duty)
    duty.ends_on = max(clock.today(), duty.starts_on)
    duty.save(update_fields=["ends_on"])
    inputs = {"to": to, "former": passing.former}
    ring([state(passing.says, duty, by=passing.by, changes=difference(before, snapshot(duty)), inputs=inputs)])


def _is_needless(duty: Duty, to: User, until: date | None) -> bool:
    """The responsible rep helps nobody but herself, and nobody has the same duty twice."""
    same = type(duty).objects.active().filter(role=duty.role, person=to, **{duty.about: duty.subject}).not_over(clock.today())
    return duty.subject.owner_id == to.pk or (until is not None and until <= clock.today()) or same.exists()


def _like(duty: Duty, person: User, until: date | None) -> Duty:
    values = {name: getattr(duty, name) for name in ("role", "share", "note", duty.about)}
    starts_on = max(clock.today(), duty.starts_on)
    return type(duty)(person=person, starts_on=starts_on, ends_on=until, follows=duty, **values)
