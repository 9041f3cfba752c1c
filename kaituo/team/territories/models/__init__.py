"""The models of territories. The tree itself and its members are of the foundation."""

from .coverage import Coverage, PlaceChange
from .definition import NamedAccount, TerritoryPart

__all__ = ["Coverage", "NamedAccount", "PlaceChange", "TerritoryPart"]
