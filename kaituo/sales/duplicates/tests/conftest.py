"""Lantern belongs to Alice, Kiln to Charlie of another team; each has a phone and a credit code."""

import pytest
from django.test import Client

from kaituo.foundation.records import actions as records
from kaituo.sales.customers.models import Account, Contact

CODE, OTHER_CODE = "91330100799655058B", "914403001922038216"


@pytest.fixture
def make(cast):
    def make(name, owner=cast.alice, **values):
        return records.create(Account(name=name, owner=owner, **values), by=cast.ada)

    return make


@pytest.fixture
def lantern(make):
    return make("上海灯笼科技有限公司", phone="021-68888888", tax_number=CODE, email="office@lantern.cn")


@pytest.fixture
def kiln(make, charlie):
    return make("杭州窑炉设备有限公司", owner=charlie, phone="0571-88888888", tax_number=OTHER_CODE, email="office@kiln.cn")


@pytest.fixture
def contact(lantern, ada):
    return records.create(Contact(account=lantern, name="王芳", mobile="13800138000"), by=ada)


@pytest.fixture
def sign_in():
    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in
