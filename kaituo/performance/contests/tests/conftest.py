"""A May contest of East by sales; Ada organises and judges, Mei leads Alice and Bob."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kaituo.foundation.company.models import Organisation
from kaituo.foundation.records import actions as records
from kaituo.performance.contests.actions.contests import announce
from kaituo.performance.contests.models import Contest, ContestScope, Prize
from kaituo.performance.testing import SALES, declare_sales

MAY, LAST = date(2026, 5, 1), date(2026, 5, 31)


@pytest.fixture
def clock():
    with time_machine.travel("2026-05-01 09:00:00+08:00", tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def in_may(clock, db):
    declare_sales()
    Organisation.objects.create(name="Kaituo", base_currency="CNY")


def draft(cast, *scopes, prizes=((1, 1, "500"), (2, 2, "300")), **values) -> Contest:
    usual = {"name": "May sales", "measure": SALES, "starts_on": MAY, "last_on": LAST, "rules": "Sales count.", "owner": cast.ada}
    contest = records.create(Contest(**(usual | values)), by=cast.ada)
    for scope in scopes or ({"team": cast.east},):
        records.create(ContestScope(contest=contest, **scope), by=cast.ada)
    for first, last, amount in prizes:
        records.create(Prize(contest=contest, first_place=first, last_place=last, amount=Decimal(amount)), by=cast.ada)
    return contest


def announced(cast, *scopes, **values) -> Contest:
    contest = draft(cast, *scopes, **values)
    announce(contest, by=cast.ada)
    return contest
