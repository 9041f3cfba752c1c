"""What the tests of performance share: a measure to count by, and entries of it as the ledger would keep them."""

from datetime import date
from decimal import Decimal

from kaituo.foundation.identity.models import Membership, User
from kaituo.foundation.metrics.choices import FLOW, MONEY
from kaituo.foundation.metrics.measure import MEASURES, measure
from kaituo.foundation.metrics.models import SCALE, Entry

SALES = "testing.sales"


def declare_sales() -> str:
    if SALES not in MEASURES:
        measure(SALES, "Sales", kind=FLOW, unit=MONEY)
    return SALES


def sell(person: User, on: date, amount: str, *, record: int = 0, earned_on: date | None = None, **more) -> Entry:
    """An entry of the sales of a person, in her team of that day; another `earned_on` makes it the correction of a closed period."""
    units = int(Decimal(amount) * SCALE)
    team = Membership.objects.on(earned_on or on).filter(user=person).values_list("team_id", flat=True).first()
    values = {"currency": "CNY", "source_type": "customers.Account", "source_id": record or Entry.objects.count() + 1, "measure": SALES} | more
    return Entry.objects.create(
        on=on,
        earned_on=earned_on or on,
        person=person,
        team_id=team,
        amount=units,
        original_amount=units,
        is_adjustment=earned_on is not None,
        **values,
    )
