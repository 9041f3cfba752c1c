"""Exponential smoothing of a monthly series by statsmodels, and the plain guess it has to beat: the same month a year ago.

statsmodels is an extra, so it is looked for when a series is carried forward. Estimates are floats; no amount that anybody is paid or owed comes from here.
"""

import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from math import inf, isfinite
from statistics import fmean
from typing import Any

YEAR = 12
PATHS = 1000
SEED = 20260501
"""Drawn from the same seed every night, so that the same history gives the same forecast."""
Paths = list[list[float]]
"""One row per month ahead, one column per drawn course; never below zero."""


class NotInstalled(RuntimeError):
    """The extra `forecast` is not installed."""


def is_installed() -> bool:
    return find_spec("statsmodels") is not None


def smoothed(history: Sequence[float], ahead: int) -> Paths:
    """Possible courses of the next months by the simplest model that fits well (AICc). Raises NotInstalled."""
    if not is_installed():
        raise NotInstalled
    if max(history) == min(history):
        return [[max(history[-1], 0.0)] * PATHS for _month in range(ahead)]
    scale = fmean(abs(value) for value in history)
    numpy = import_module("numpy")
    best = _best([value / scale for value in history])
    if best is None:
        return [[max(fmean(history), 0.0)] * PATHS for _month in range(ahead)]
    drawn = best.simulate(ahead, anchor="end", repetitions=PATHS, rng=numpy.random.default_rng(SEED))
    return [[max(float(value) * scale, 0.0) for value in month] for month in drawn]


def _best(values: list[float]) -> Any:
    """A level; a level with a trend that dies away; both with the year's seasons once there are two whole years."""
    library = import_module("statsmodels.tsa.exponential_smoothing.ets")
    numpy = import_module("numpy")
    shapes: list[dict[str, Any]] = [{}, {"trend": "add", "damped_trend": True}]
    if len(values) >= 2 * YEAR:
        shapes += [{**shape, "seasonal": "add", "seasonal_periods": YEAR} for shape in shapes]
    best, least = None, inf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a shape that does not converge loses by its AICc
        for shape in shapes:
            found = library.ETSModel(numpy.asarray(values), error="add", **shape).fit(disp=False)
            if isfinite(found.aicc) and found.aicc < least:
                best, least = found, found.aicc
    return best


def a_year_ago(history: Sequence[float], ahead: int) -> list[float]:
    """Each month as the same month of the last whole year."""
    if len(history) < YEAR:
        raise ValueError(f"the same month a year ago needs {YEAR} months, not {len(history)}")
    return [history[len(history) - YEAR + month % YEAR] for month in range(ahead)]
