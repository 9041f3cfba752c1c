"""The ready set: the ranking lists, trends and analyses that a sales manager expects, each made of what anybody can choose in the builder.

Where somebody wants another, she opens one of these in the builder and saves it as her own. Those of a shape of their own (funnel, ageing, targets) come from
`insights`. Importing a file puts its reports on the shelf.
"""

from . import customers, insights, money, people, pipeline, products
from .report import READY, SHELVES, Ready, Shape, shelve_shape

__all__ = ["READY", "SHELVES", "Ready", "Shape", "customers", "insights", "money", "people", "pipeline", "products", "shelve_shape"]
