"""The reports, one file each; importing them puts them on the shelf."""

from . import ageing, explore, funnel, leakage, mix, ranking, targets, trend

__all__ = ["ageing", "explore", "funnel", "leakage", "mix", "ranking", "targets", "trend"]
