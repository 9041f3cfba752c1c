"""A customer of Alice's with two people, and a follow-up with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaituo.field.activities import actions
from kaituo.field.activities.models import Activity, FollowUp
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account, Contact


@pytest.fixture
def lantern(alice):
    return records.create(Account(name="灯笼公司", owner=alice), by=alice)


@pytest.fixture
def wang(lantern, alice):
    records.create(Contact(account=lantern, name="李工"), by=alice)
    return records.create(Contact(account=lantern, name="王总", is_primary=True), by=alice)


@pytest.fixture
def log(lantern, alice):
    def write(by=alice, **values):
        return actions.log(Activity(**{"account": lantern, "text": "Asked for the price", **values}), by=by)

    return write


@pytest.fixture
def plan(lantern, alice):
    def promise(by=alice, in_days=0, **values):
        due = timezone.localdate() + timedelta(days=in_days)
        return records.create(FollowUp(**{"account": lantern, "owner": by, "what": "Send the offer", "due_on": due, **values}), by=by)

    return promise
