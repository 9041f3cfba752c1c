"""The ready set: the ranking lists, trends and analyses that a sales manager expects, each made of what anybody can choose in the builder.

Where somebody wants another, she opens one of these in the builder and saves it as her own. Reports of a shape of their own (funnel, ageing, targets) are in
`insights`. Importing a file puts its reports on the shelf.
"""

from . import customers, money, people, pipeline, products
from .report import READY, SHELVES, Ready, shelve_page

__all__ = ["READY", "SHELVES", "Ready", "customers", "money", "people", "pipeline", "products", "shelve_page"]
