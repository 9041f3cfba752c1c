"""Who leads whom, over how many levels and in which days: a pair each, however many ways lead from one to the other."""

from datetime import date

from kaituo.foundation.calc.problems import Problem, Refused
from kaituo.performance.commissions.engine.columns.work import Work

CHAIN = {"manager": "INTEGER", "member": "INTEGER", "level": "INTEGER", "starts": "DATE", "ends": "DATE"}
Link = tuple[int, int, int, date, date]


def links_of(work: Work) -> list[Link]:
    """Direct ones, as given. Raises Refused when somebody leads herself, over however many steps, on some day."""
    rows = work.calculator.rows("SELECT DISTINCT manager, member, starts, ends FROM team ORDER BY ALL")
    return [(work.numbers[manager], work.numbers[member], 1, starts or date.min, ends or date.max) for manager, member, starts, ends in rows]


def lay_out_chain(work: Work, levels: int) -> None:
    """Makes `chain`: manager and member with the days on which the one leads the other, over up to so many levels."""
    direct = links_of(work)
    below: dict[int, list[Link]] = {}
    for link in direct:
        below.setdefault(link[0], []).append(link)
    found, last = list(direct), direct
    for level in range(2, levels + 1):
        last = [link for one in last for link in _further(one, below.get(one[1], []), level)]
        found += last
    work.calculator.define("chain", CHAIN)
    work.calculator.fill("chain", CHAIN, _without_doubles(found))


def _further(one: Link, links: list[Link], level: int) -> list[Link]:
    spans = [(link[1], max(one[3], link[3]), min(one[4], link[4])) for link in links]
    return [(one[0], member, level, starts, ends) for member, starts, ends in spans if starts < ends]


def _without_doubles(links: list[Link]) -> list[Link]:
    """Where two ways lead to one member on the same days, only the shorter pays: a roll-up never pays a manager twice."""
    kept: list[Link] = []
    taken: dict[tuple[int, int], list[tuple[date, date]]] = {}
    for manager, member, level, starts, ends in sorted(links, key=lambda link: (link[0], link[1], link[2], link[3])):
        for first, last in _free((starts, ends), taken.get((manager, member), [])):
            kept.append((manager, member, level, first, last))
            taken.setdefault((manager, member), []).append((first, last))
    return kept


def _free(span: tuple[date, date], taken: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """What is left of a span after the spans already taken."""
    left = [span]
    for first, last in taken:
        left = [piece for one in left for piece in ((one[0], min(one[1], first)), (max(one[0], last), one[1])) if piece[0] < piece[1]]
    return left


def refuse_circles(work: Work) -> None:
    """Raises Refused when somebody leads herself, directly or over others, on some day."""
    problems = []
    below: dict[int, list[Link]] = {}
    for link in links_of(work):
        below.setdefault(link[0], []).append(link)
    for who in below:
        if _leads_herself(who, below):
            problems.append(Problem("commission.circular_team", work.people[who], {"payee": work.people[who]}))
    if problems:
        raise Refused(problems)


def _leads_herself(who: int, below: dict[int, list[Link]]) -> bool:
    waiting, seen = list(below[who]), set[Link]()
    while waiting:
        one = waiting.pop()
        if one[1] == who:
            return True
        if one not in seen:
            seen.add(one)
            waiting += _further(one, below.get(one[1], []), 1)
    return False
