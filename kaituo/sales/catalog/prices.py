"""The question that quotes and orders ask the catalogue: what does this cost on that day?"""

from datetime import date
from decimal import Decimal

from .models import PriceListItem, Product


def price_on(product: Product, currency: str, day: date, quantity: Decimal = Decimal(1)) -> Decimal | None:
    """The price of one unit: from the price lists of the currency, else the product's own. None: no price is known in that currency."""
    steps = PriceListItem.objects.holding_on(day).filter(product=product, price_list__currency=currency).for_quantity(abs(quantity))
    item = steps.first()
    if item is not None:
        return item.price
    return product.list_price if product.currency == currency else None
