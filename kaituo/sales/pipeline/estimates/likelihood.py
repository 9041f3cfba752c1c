"""Logistic regression by statsmodels, and what a learnt one says of a case: its likelihood, and what each factor adds to it.

Learning needs the extra `forecast`; applying what was learnt needs nothing. Every weight is held towards none by a weak prior (Greenland's log-F, as two
made-up cases per column), so that a source with three deals does not become a certainty.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from math import exp, isfinite, log
from typing import Any

from .series import NotInstalled, is_installed

PRIORS = (4.0, 16.0, 64.0, 256.0)
NEAR = 1e-4


Row = Mapping[str, float]


@dataclass(frozen=True)
class Learnt:
    """By column: its weight, how it usually is, and how far it usually lies from that."""

    intercept: float
    weights: dict[str, float]
    usual: dict[str, float]
    spread: dict[str, float]

    def logit(self, row: Row) -> float:
        return self.intercept + sum(weight * (row.get(name, 0.0) - self.usual[name]) for name, weight in self.weights.items())

    def likelihood(self, row: Row) -> float:
        return logistic(self.logit(row))

    def effects(self, row: Row) -> dict[str, float]:
        """{factor: by how much the likelihood is higher than it would be were this factor as usual}. A column "source:tender" belongs to the factor "source"."""
        logit, found = self.logit(row), dict[str, float]()
        for name, weight in self.weights.items():
            factor = name.partition(":")[0]
            found[factor] = found.get(factor, 0.0) + weight * (row.get(name, 0.0) - self.usual[name])
        return {factor: logistic(logit) - logistic(logit - part) for factor, part in found.items()}


def logistic(value: float) -> float:
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))


def logit_of(share: float) -> float:
    bounded = min(max(share, NEAR), 1 - NEAR)
    return log(bounded / (1 - bounded))


def learn(rows: Sequence[Row], outcomes: Sequence[bool], weights: Sequence[float], prior: float = PRIORS[0]) -> Learnt:
    """`weights`: how much each row counts, so that a deal looked at ten times counts as one; `prior`: the made-up cases per column. Raises NotInstalled."""
    if not is_installed():
        raise NotInstalled
    numpy = import_module("numpy")
    names = sorted({name for row in rows for name in row})
    table = numpy.asarray([[row.get(name, 0.0) for name in names] for row in rows], dtype=float)
    counts = numpy.asarray(weights, dtype=float)
    usual = numpy.average(table, axis=0, weights=counts)
    spread = numpy.sqrt(numpy.average((table - usual) ** 2, axis=0, weights=counts))
    kept = [at for at in range(len(names)) if spread[at] > NEAR]
    scaled = (table[:, kept] - usual[kept]) / spread[kept]
    found = _fitted(numpy, scaled, numpy.asarray(outcomes, dtype=float), counts, prior)
    return Learnt(
        float(found[0]),
        {names[at]: float(found[place + 1] / spread[at]) for place, at in enumerate(kept)},
        {names[at]: float(usual[at]) for at in kept},
        {names[at]: float(spread[at]) for at in kept},
    )


def best_prior(rows: Sequence[Row], outcomes: Sequence[bool], weights: Sequence[float], known: int) -> float:
    """The strength by which what is learnt from the first `known` rows comes nearest in the others: few cases bear few opinions."""

    def miss(prior: float) -> float:
        learnt = learn(rows[:known], outcomes[:known], weights[:known], prior)
        later = zip(rows[known:], outcomes[known:], weights[known:], strict=True)
        return sum(weight * (learnt.likelihood(row) - came) ** 2 for row, came, weight in later)

    return min(PRIORS, key=miss)


def _fitted(numpy: Any, scaled: Any, outcomes: Any, counts: Any, prior: float) -> Any:
    """The prior of a column is a case with only this column and no intercept, half won: it pulls the weight to nothing and leaves the others alone."""
    library = import_module("statsmodels.genmod.generalized_linear_model")
    family = import_module("statsmodels.genmod.families.family").Binomial()
    columns = scaled.shape[1]
    real = numpy.column_stack([numpy.ones(len(scaled)), scaled])
    made_up = numpy.column_stack([numpy.zeros(columns), numpy.eye(columns)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns of perfect separation, which the prior takes away
        model = library.GLM(
            numpy.concatenate([outcomes, numpy.full(columns, 0.5)]),
            numpy.vstack([real, made_up]),
            family=family,
            freq_weights=numpy.concatenate([counts, numpy.full(columns, prior)]),
        )
        found = model.fit(maxiter=100).params
    if not all(isfinite(value) for value in found):
        raise ArithmeticError("the weights did not settle")
    return found
