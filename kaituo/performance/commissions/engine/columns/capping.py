"""Floors, caps and best-of: what a whole period or a longer span may be. Each adds a line that says what it takes or gives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kaituo.performance.commissions.engine.columns.goals import presence
from kaituo.performance.commissions.engine.columns.rule import Rule, Version
from kaituo.performance.commissions.engine.columns.work import Extra, Work
from kaituo.performance.commissions.engine.plan.components import Commission
from kaituo.performance.commissions.engine.plan.document import Terms
from kaituo.performance.commissions.engine.plan.limits import Cap
from kaituo.performance.commissions.engine.plan.words import CapSpan, Excess, Proration

Totals = dict[tuple[int, date], int]


def limit_periods(work: Work, rule: Rule) -> None:
    """Floor, then caps of one rule."""
    for version in rule.versions:
        component = version.component
        if isinstance(component, Commission) and component.floor and component.floor.per == "period":
            work.add(_raised(work, rule, version, int(component.floor.amount * 10**work.digits)))
    for at in range(max(len(version.component.caps) for version in rule.versions)):
        chosen = [(version, version.component.caps[at]) for version in rule.versions if at < len(version.component.caps)]
        if any(cap.per is not CapSpan.LINE for _version, cap in chosen):
            work.add(_cut(work, rule, chosen, _above(work, rule, [cap for _version, cap in chosen])))


def _above(work: Work, rule: Rule, caps: Sequence[Cap]) -> Totals:
    """Totals of a rule without those that no cap can touch: most periods of most people are never looked at."""
    if carried_before(work, rule.key):
        return work.totals([rule])
    above = int(min(cap.amount for cap in caps) * 10**work.digits)
    return work.totals([rule], above=above, alone=all(cap.per is CapSpan.PERIOD and cap.excess is Excess.LOST for cap in caps))


def _raised(work: Work, rule: Rule, version: Version, floor: int) -> Iterator[Extra]:
    """Whoever is on the plan and has less than the floor is raised to it; a period that is negative too."""
    totals = work.totals([rule])
    for period in work.periods:
        for who in range(len(work.people)):
            total = totals.get((who, period), 0)
            is_in_force = work.version_on(rule, period) == version
            if total < floor and is_in_force and presence(work, who, period, work.calendar.period_end(period), Proration.NONE):
                yield Extra(rule.number, version.at, who, period, "floor", floor - total, floor, total, f"{version.path}.floor")


def _cut(work: Work, rule: Rule, chosen: Sequence[tuple[Version, Cap]], totals: Totals) -> Iterator[Extra]:
    for version, cap in chosen:
        place = f"{version.path}.caps[{version.component.caps.index(cap)}]"
        own = {key: total for key, total in totals.items() if work.version_on(rule, key[1]) == version or len(rule.versions) == 1}
        for line in capped(work, own, cap, carried_before(work, rule.key)):
            yield Extra(rule.number, version.at, line[0], line[1], line[2], line[3], line[4], line[5], place)


def carried_before(work: Work, key: str) -> dict[int, int]:
    """What caps of earlier calculations carried over, by person; of the plan as a whole with an empty key."""
    rows = work.calculator.rows(f"SELECT payee, sum(amount) FROM carried WHERE component = {work.calculator.bind(key)} GROUP BY ALL")
    return {work.numbers[payee]: int(amount) for payee, amount in rows if payee in work.numbers}


def capped(work: Work, totals: Totals, cap: Cap, before: Mapping[int, int]) -> Iterator[tuple[int, date, str, int, int, int]]:
    """(who, period, kind, change, cap, total before it) wherever a cap takes something, or gives back what it had carried."""
    most = int(cap.amount * 10**work.digits)
    carried = before if cap.excess is Excess.CARRIED else {}
    by_person: dict[int, dict[date, int]] = {who: {} for who in sorted({*carried, *(who for who, _period in totals)})}
    for (who, period), total in sorted(totals.items()):
        by_person[who][period] = total
    for who, mine in by_person.items():
        if carried.get(who) or sum(total for total in mine.values() if total > 0) > most:
            yield from ((who, *line, most, mine.get(line[0], 0)) for line in _capped_periods(work, mine, cap, most, carried.get(who, 0)))


def _capped_periods(work: Work, totals: dict[date, int], cap: Cap, most: int, carried: int) -> Iterator[tuple[date, str, int]]:
    used: dict[date | None, int] = defaultdict(int)
    periods = work.periods if cap.excess is Excess.CARRIED else sorted(totals)
    for period in periods:
        if not carried and period < min(totals):
            continue
        span = work.calendar.window(work.calendar.period_end(period) - timedelta(days=1), cap.per)
        total = totals.get(period, 0)
        paid = min(total + carried, max(most - used[span], min(total, 0)))
        used[span] += paid
        carried = total + carried - paid if cap.excess is Excess.CARRIED else 0
        if paid != total:
            yield period, "cap" if paid < total else "carried", paid - total


def choose_best(work: Work, terms: Terms, at: int) -> None:
    """Of each group only the component that pays most in a period stays; the others are taken back by a line each."""
    for number, best in enumerate(terms.best_of):
        rules = [work.rule_named[key] for key in best.components]
        totals = [work.totals([rule]) for rule in rules]
        lines = []
        for who, period in sorted(set().union(*totals)):
            if not terms.starts_on <= period < (terms.ends_on or date.max):
                continue
            amounts = [total.get((who, period), 0) for total in totals]
            kept = amounts.index(max(amounts))
            lines += [
                Extra(rule.number, at, who, period, "best_of", -amount, amounts[kept], amount, f"$.terms[{at}].best_of[{number}]")
                for place, (rule, amount) in enumerate(zip(rules, amounts, strict=True))
                if place != kept
            ]
        work.add(lines)


def limit_plan(work: Work, rules: Sequence[Rule]) -> None:
    """Caps on all components together, on what is payable."""
    for at, terms in enumerate(work.plan.terms):
        for number, cap in enumerate(terms.caps):
            totals = work.totals([*rules], "payable")
            for (who, period), extra in work.totals_of_plan().items():
                totals[who, period] = totals.get((who, period), 0) + extra
            own = {key: total for key, total in totals.items() if terms.starts_on <= key[1] < (terms.ends_on or date.max)}
            place = f"$.terms[{at}].caps[{number}]"
            work.add(
                [
                    Extra(-1, at, who, period, f"plan_{kind}", change, most, before, place)
                    for who, period, kind, change, most, before in capped(work, own, cap, carried_before(work, ""))
                ]
            )
