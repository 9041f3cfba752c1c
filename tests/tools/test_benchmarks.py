"""The large company of the benchmarks can be built, and every page that is measured answers."""

import pytest
from django.test import Client

from benchmarks import large
from benchmarks.cases import cases
from benchmarks.fill import FIRST
from kaituo.foundation.identity.models import User
from kaituo.foundation.search.models import Document
from kaituo.sales.customers.models import Account

SIZE = large.Size.of("0.0005")


@pytest.fixture
def company(db):
    for part in large.PARTS:
        part(SIZE)
    large.index()


def test_every_measured_page_answers_in_a_small_copy_of_the_company(company, client: Client):
    assert Document.objects.filter(model="customers.Account").count() == Account.objects.count() == SIZE.accounts
    admin, rep = User.objects.filter(pk__gt=FIRST).order_by("pk")[:2]
    for case in cases(admin, rep):
        client.force_login(case.user)
        assert client.get(case.path).status_code == 200, case.name
