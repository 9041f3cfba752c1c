"""The tables of the catalogue."""

from .category import Category
from .price_list import PriceList, PriceListItem
from .product import Product

__all__ = ["Category", "PriceList", "PriceListItem", "Product"]
