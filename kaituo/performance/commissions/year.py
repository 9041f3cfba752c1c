"""What somebody has earned by now."""

from decimal import Decimal

from django.db.models import Sum

from kaituo.foundation.kernel.money import Money

from .models import Statement


def year_to_date(statement: Statement) -> Decimal:
    """The payee's statements in this currency whose period begins in the same calendar year, this one included, later ones not."""
    start = statement.run.starts_on
    of_year = Statement.objects.filter(payee=statement.payee_id, currency=statement.currency, run__archived_at__isnull=True)
    earned = of_year.filter(run__starts_on__year=start.year, run__starts_on__lte=start).aggregate(minor=Sum("total_minor"))["minor"]
    return Money.from_minor(earned or 0, statement.currency).amount
