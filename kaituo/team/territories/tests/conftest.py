"""Two territories side by side, and customers in them."""

import pytest

from kaituo.foundation.identity.models import Territory
from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account
from kaituo.team.territories.covering import refresh
from kaituo.team.territories.models import NamedAccount, TerritoryPart
from tests.company.cast import LONG_AGO


@pytest.fixture
def make_territory(ada):
    def make(name, *divisions, names=(), starts_on=LONG_AGO, **values):
        territory = records.create(Territory(name=name, code=name.lower()), by=ada)
        for division in divisions:
            records.create(TerritoryPart(territory=territory, division=division, starts_on=starts_on, **values), by=ada)
        for account in names:
            records.create(NamedAccount(territory=territory, account=account, starts_on=starts_on), by=ada)
        refresh()
        return territory

    return make


@pytest.fixture
def make_account(alice):
    def make(name="灯笼公司", owner=alice, **values):
        return records.create(Account(name=name, owner=owner, **values), by=owner)

    return make
