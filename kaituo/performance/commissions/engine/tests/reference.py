"""The same rules read slowly: one credit after the other, in fractions. Tests hold the columns against it."""

from collections import defaultdict
from fractions import Fraction

from kaituo.foundation.kernel.rounding import divide_half_up, round_together


def half_up(value):
    return divide_half_up(value.numerator, value.denominator)


def step(bands, amount):
    """What a running total earns in all, each slice at its own rate."""
    sign, size = (1 if amount >= 0 else -1), abs(amount)
    return sign * sum((Fraction(rate) * (min(size, upper or size) - lower) for lower, upper, rate in bands if size > lower), Fraction(0))


def flat(bands, amount):
    return Fraction(next(rate for lower, _upper, rate in reversed(bands) if abs(amount) >= lower)) * amount


def overage(bands, amount):
    sign, size, edge = (1 if amount >= 0 else -1), abs(amount), bands[1][0]
    reached = Fraction(next(rate for lower, _upper, rate in reversed(bands) if size >= lower))
    return sign * (Fraction(bands[0][2]) * min(size, edge) + reached * max(size - edge, 0))


EARNS = {"step": step, "flat": flat, "overage": overage}


def commissions(method, bands, credits):
    """{(payee, month): minor units}, accumulated by month."""
    totals, earned = defaultdict(int), defaultdict(Fraction)
    for row in sorted(credits, key=lambda each: (each["day"], each["seq"])):
        key = (row["payee"], row["day"].replace(day=1))
        before = EARNS[method](bands, totals[key])
        totals[key] += row["amount"]
        earned[key] += EARNS[method](bands, totals[key]) - before
    return {key: half_up(value) for key, value in earned.items()}


def capped(totals, cap):
    return {key: min(value, cap) for key, value in totals.items()}


def overridden(credits, team, rate):
    """{(manager, month): minor units} of a plain rate on what direct reports sell."""
    sold = defaultdict(lambda: defaultdict(int))
    for row in credits:
        for manager, member in team:
            if member == row["payee"]:
                sold[manager, row["day"].replace(day=1)][member] += row["amount"]
    return {key: sum(round_together([Fraction(rate) * amount for amount in members.values()])) for key, members in sold.items()}
