"""Earned to date minus paid: what closed periods would earn today against what they were paid is settled in the first open period."""

from datetime import date

from kaituo.performance.commissions.engine.columns.work import Extra, Work


def settle(work: Work, open_from: date | None) -> None:
    """Adds a difference for each payee and component whose closed periods, counted anew, are not what the input `paid` says."""
    if open_from is None:
        return
    first = work.calendar.period(open_from) or open_from
    if first not in work.periods:
        work.periods.append(first)
    given = work.calculator.rows(
        "SELECT payee, component, sum(amount) FROM paid WHERE period < " + work.calculator.bind(first) + " GROUP BY ALL ORDER BY ALL"
    )
    paid = {(work.numbers[payee], component): int(amount) for payee, component, amount in given}
    for rule in work.rules:
        earned: dict[int, int] = {}
        for (who, period), amount in work.totals([rule], "payable").items():
            if period < first:
                earned[who] = earned.get(who, 0) + amount
        people = sorted({*earned, *(who for who, component in paid if component == rule.key)})
        version = rule.versions[-1]
        work.add(
            Extra(
                rule.number,
                version.at,
                who,
                first,
                "difference",
                earned.get(who, 0) - paid.get((who, rule.key), 0),
                earned.get(who, 0),
                paid.get((who, rule.key), 0),
                version.path,
            )
            for who in people
        )
