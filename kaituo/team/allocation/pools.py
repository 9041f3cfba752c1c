"""Which pool a customer belongs to: of those in use the first, by their order, that takes it; never several."""

from datetime import date
from functools import cached_property

from kaituo.foundation.identity.models import User
from kaituo.sales.customers.models import Account

from .models import Pool, PoolMember
from .queries import people_in


class Pools:
    """The pools in use on a day, read once; who belongs to which is asked once for each person."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._of_person: dict[int, set[int]] = {}

    @cached_property
    def in_order(self) -> list[Pool]:
        return list(Pool.objects.by_priority())

    def for_account(self, account: Account) -> Pool | None:
        """Where it lies while nobody holds it."""
        return next((pool for pool in self.in_order if pool.takes(account)), None)

    def for_holder(self, account: Account, holder: int) -> Pool | None:
        """Whose rules bind whoever holds it: the first pool that takes it and that she is a member of."""
        own = self._pools_of(holder)
        return next((pool for pool in self.in_order if pool.pk in own and pool.takes(account)), None)

    def _pools_of(self, person: int) -> set[int]:
        if person not in self._of_person:
            seats = PoolMember.objects.of(User(pk=person), self.day)
            self._of_person[person] = set(seats.values_list("pool_id", flat=True))
        return self._of_person[person]


def people_of(pool: Pool, day: date) -> dict[int, PoolMember]:
    """{person: the seat by which she is a member}; her own goes before her team's."""
    found: dict[int, PoolMember] = {}
    for seat in sorted(pool.members.active(), key=lambda each: (each.user_id is None, each.pk)):
        for person in [seat.user_id] if seat.user_id else people_in(seat.team_id, day).values_list("user_id", flat=True):
            found.setdefault(person, seat)
    return found
