"""The month of follow-ups: each stands on its reader's day, however many there are."""

from datetime import datetime

import pytest

from kaituo.field.activities.models import Activity
from kaituo.foundation.records import actions as records
from kaituo.foundation.screens.views import calendar
from kaituo.sales.customers.models import Account

MOMENTS = ("2026-03-01T00:00", "2026-03-14T23:59:59", "2026-03-15T00:00", "2026-03-15T12:00", "2026-03-31T23:59", "2026-04-05T23:59")
"""By the clock of Shanghai; the last of them is the last day of the last week shown."""


@pytest.fixture
def customer(alice):
    account = records.create(Account(name="Lamp Ltd", owner=alice), by=alice)
    for moment in MOMENTS:
        records.create(Activity(account=account, owner=alice, text=f"at {moment}", happened_at=datetime.fromisoformat(f"{moment}+08:00")), by=alice)
    return account


@pytest.mark.parametrize("few", [1000, 1])
def test_each_follow_up_stands_on_its_local_day(customer, alice, client, monkeypatch, few):
    monkeypatch.setattr(calendar, "FEW", few)
    client.force_login(alice)
    page = client.get("/activities/calendar/?month=2026-03").content.decode()
    days = {cell[:10]: cell.count("month-row") for cell in page.split('<time datetime="')[1:]}
    assert {day: count for day, count in days.items() if count} == {
        "2026-03-01": 1,
        "2026-03-14": 1,
        "2026-03-15": 2,
        "2026-03-31": 1,
        "2026-04-05": 1,
    }
