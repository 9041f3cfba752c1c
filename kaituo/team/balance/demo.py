"""The demo company's balance: what people can do in a day, a re-balancing of the East that was carried out, and one for the North that waits."""

from datetime import timedelta
from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.identity.models import Territory, User
from kaituo.foundation.records import actions as records

from . import actions
from .models import Rebalancing, VisitCapacity

USUAL, OF_MANAGERS = Decimal("0.4"), Decimal("0.2")
DONE_AGO = 4
NOTES = ("年度区域复盘：苏南负荷偏高，按就近原则调整，重点客户与在谈商机不动，保护期客户一并纳入。", "待与各区域确认后执行。")


def make(world: World) -> None:
    with world.on(world.start):
        records.create(VisitCapacity(visits_a_day=USUAL), by=world.system)
        for person in world.people["manager"]:
            records.create(VisitCapacity(person=person, visits_a_day=OF_MANAGERS), by=world.system)
    director = world.people["director"][0]
    with world.on(world.today - timedelta(days=DONE_AGO)):
        row = _suggest(director, "east", NOTES[0], most_moves=12, keeps_protected=False)
        moves = list(row.moves.all())
        if moves:
            actions.take_out(moves[-1], by=director)
        if len(moves) > 1:
            actions.carry_out(row, by=director)
    with world.on(world.today):
        _suggest(director, "north", NOTES[1], most_moves=10, keeps_protected=False)


def _suggest(by: User, code: str, note: str, **values: int) -> Rebalancing:
    row = records.create(Rebalancing(territory=Territory.objects.get(code=code), note=note, **values), by=by)
    row.refresh_from_db()
    return row
