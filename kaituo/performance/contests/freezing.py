"""The end of a contest: standings with their evidence, and who wins what. Money of a team is shared equally by its members, exact to the smallest unit."""

from collections import defaultdict
from typing import Any

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.money import Money
from kaituo.foundation.records import clock

from .engine import prizes as rules
from .engine.relay import Leg
from .models import Award, Contest, Prize, Standing
from .reckoning import Desk, Row
from .whom import members


def freeze(contest: Contest, by: User) -> None:
    desk = Desk(contest, clock.today())
    rows = desk.board()
    evidence = _evidence(desk)
    standings = [_standing(contest, row, evidence[row.seat.key], by) for row in rows]
    Standing.objects.bulk_create(standings)
    _give(contest, {each.entrant_id: each for each in standings}, {row.seat.key: row for row in rows}, by)


def _standing(contest: Contest, row: Row, evidence: dict[str, Any], by: User) -> Standing:
    placed, line = row.placed, row.placed.line
    return Standing(
        contest=contest,
        entrant=row.entrant,
        place=placed.place,
        is_tied=placed.is_tied,
        state=placed.state,
        figure=line.figure,
        base=line.base,
        rate=placed.rate,
        second=line.second,
        reached_at=line.reached_at,
        legs=[kept_leg(leg) for leg in row.legs],
        evidence=evidence,
        created_by=by,
    )


def kept_leg(leg: Leg) -> dict[str, Any]:
    days = {"from_day": leg.from_day and leg.from_day.isoformat(), "done_on": leg.done_on and leg.done_on.isoformat()}
    return {"member": leg.member, "figure": f"{leg.figure:f}", **days}


def _evidence(desk: Desk) -> dict[int, dict[str, list]]:
    """Of each entrant the entries that counted and those that were left out: measure, record, day, person, amount in ten-thousandths."""
    found: dict[int, dict[str, list]] = defaultdict(lambda: {"counted": [], "left_out": []})
    for entry in desk.entries().order_by("on", "pk"):
        line = [entry.measure, entry.source_type, entry.source_id, entry.on.isoformat(), entry.person_id, entry.amount]
        kind = "left_out" if (entry.source_type, entry.source_id) in desk.left_out else "counted"
        for seat in desk.seats_of_entry(entry):
            found[seat.key][kind].append(line)
    return found


def _give(contest: Contest, standings: dict[int, Standing], rows: dict[int, Row], by: User) -> None:
    offered = {prize.pk: prize for prize in contest.prizes.filter(archived_at=None)}
    places = [(key, standing.place) for key, standing in standings.items() if standing.place]
    awards = [
        award
        for each in rules.won(places, [_plain(prize) for prize in offered.values()])
        for award in _awards(standings[each.winner], rows[each.winner], each, offered[each.prize])
    ]
    for award in awards:
        award.created_by = by
    Award.objects.bulk_create(awards)


def _plain(prize: Prize) -> rules.Prize:
    minor = Money(prize.amount, prize.currency).minor if prize.amount else 0
    return rules.Prize(prize.pk, prize.first_place, prize.last_place, minor, prize.currency, prize.thing)


def _awards(standing: Standing, row: Row, each: rules.Won, prize: Prize) -> list[Award]:
    winners = _winners(standing.contest, row)
    usual = {"contest": standing.contest, "standing": standing, "prize": prize, "place": standing.place, "falls_on": standing.contest.last_on}
    if each.thing:
        is_joint = each.is_joint or len(winners) > 1
        return [Award(person_id=person, thing=each.thing, is_joint=is_joint, **usual) for person in winners]
    parts = rules.among(winners, each.minor)
    money = {person: Money.from_minor(part, each.currency).amount for person, part in parts.items()}
    return [Award(person_id=person, amount=amount, currency=each.currency, **usual) for person, amount in money.items() if amount]


def _winners(contest: Contest, row: Row) -> list[int]:
    """Herself; of a relay its runners; of a team whoever was a member on the last day, without whoever leads."""
    if row.entrant.person_id:
        return [row.entrant.person_id]
    if row.entrant.legs:
        return list(row.entrant.legs)
    return [person.pk for person in members([row.entrant.team_id], contest.last_on)]
