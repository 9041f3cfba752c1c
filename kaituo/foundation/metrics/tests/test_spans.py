"""Days, months, quarters and years as the database tells them, the same on SQLite as by the calendar."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from kaituo.foundation.metrics.models import ClosedPeriod
from kaituo.foundation.records.spans import MonthOf, QuarterOf, YearOf, begins

SPANS = [
    (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
    (date(2026, 3, 31), date(2026, 3, 1), date(2026, 1, 1)),
    (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
    (date(2026, 9, 30), date(2026, 9, 1), date(2026, 7, 1)),
    (date(2026, 12, 31), date(2026, 12, 1), date(2026, 10, 1)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "month", "quarter"), SPANS)
def test_a_day_belongs_to_its_month_quarter_and_year(day, month, quarter):
    ClosedPeriod.objects.create(starts_on=day, ends_on=date(2027, 1, 1))
    asked = ClosedPeriod.objects.annotate(month=MonthOf("starts_on"), quarter=QuarterOf("starts_on"), year=YearOf("starts_on"))
    assert asked.values_list("month", "quarter", "year").get() == (month, quarter, date(2026, 1, 1))


def test_a_day_begins_at_midnight_of_the_reader():
    with timezone.override("Asia/Shanghai"):
        assert begins(date(2026, 3, 14)) == datetime(2026, 3, 13, 16, tzinfo=UTC)
