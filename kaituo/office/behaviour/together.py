"""Baskets and what lies in them, counted in the database: an order, or all that a customer ordered in a period, holds a thing of which some was kept."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from kaituo.foundation.identity.access import visible
from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period
from kaituo.sales.customers.models import Account
from kaituo.sales.orders.models import Order, OrderLine

from .statements import asked

MOST_PAIRS = 5_000
PATHS = {"order": "order_id", "customer": "order__account_id", "product": "product_id", "category": "product__category_id"}
COUNTED = """
, often AS MATERIALIZED (SELECT item, COUNT(*) AS baskets FROM held GROUP BY item HAVING COUNT(*) >= %s),
kept AS MATERIALIZED (SELECT held.basket, held.item FROM held JOIN often ON often.item = held.item),
pairs AS (
    SELECT one.item AS first, other.item AS second, COUNT(*) AS baskets
    FROM kept one JOIN kept other ON other.basket = one.basket AND other.item > one.item
    WHERE {about} GROUP BY one.item, other.item HAVING COUNT(*) >= %s ORDER BY 3 DESC, 1, 2 LIMIT %s
)
SELECT 0, 0, COUNT(DISTINCT basket) FROM held
UNION ALL SELECT item, 0, baskets FROM often
UNION ALL SELECT first, second, baskets FROM pairs"""


@dataclass(frozen=True)
class Counted:
    """`baskets` in all; `held`: how many hold a thing; `pairs`: (thing, other thing, baskets with both). No thing has the key 0."""

    baskets: int
    held: dict[int, int]
    pairs: list[tuple[int, int, int]]


@dataclass(frozen=True)
class Baskets:
    """`unit`: what a basket is, order or customer. `level`: what lies in it, product or category."""

    user: User
    customers: QuerySet[Account]
    period: Period | None
    unit: str
    level: str

    @property
    def orders(self) -> QuerySet[Order]:
        rows = visible(self.user, Order.objects.booked()).filter(account__in=self.customers.values("pk"))
        if self.period is None:
            return rows.order_by()
        day = Coalesce("confirmed_on", "ordered_on")
        return rows.alias(day=day).filter(day__gte=self.period.start, day__lt=self.period.end).order_by()

    @property
    def things(self) -> QuerySet:
        """One row per basket and thing; what came back stands in its order with a negative quantity."""
        rows = OrderLine.objects.filter(order__in=self.orders.values("pk"), **{f"{PATHS[self.level]}__isnull": False})
        grouped = rows.order_by().values(basket=F(PATHS[self.unit]), item=F(PATHS[self.level]))
        return grouped.annotate(kept=Sum("quantity")).filter(kept__gt=0).values("basket", "item")

    def counted(self, least: int, about: int | None = None) -> Counted:
        """What lies in at least so many baskets, read once; of pairs the most frequent, one more than MOST_PAIRS where there are more."""
        condition, named = ("(one.item = %s OR other.item = %s)", [about, about]) if about else ("1 = 1", [])
        rows = asked({"held": self.things}, COUNTED.format(about=condition), [least, *named, least, MOST_PAIRS + 1])
        pairs = sorted((row for row in rows if row[1]), key=lambda row: (-row[2], row[0], row[1]))
        held = {item: number for item, other, number in rows if item and not other}
        return Counted(sum(number for item, _other, number in rows if not item), held, pairs)

    def holding(self, items: list[int]) -> QuerySet[Order] | QuerySet[Account]:
        """The orders, or customers, that hold all of these."""
        found: QuerySet = self.orders if self.unit == "order" else visible(self.user, Account.objects.all())
        for item in items:
            found = found.filter(Q(pk__in=self.things.filter(item=item).values("basket")))
        return found
